// Package codec packs pictures.
package codec

/*
#include <stdlib.h>

// pack writes runs of equal bytes as pairs and returns how many bytes that took, or -1 when they do not fit.
static long pack(const unsigned char *from, long count, unsigned char *to, long room) {
	long written = 0;
	for (long i = 0; i < count;) {
		long run = 1;
		while (i + run < count && run < 255 && from[i + run] == from[i]) run++;
		if (written + 2 > room) return -1;
		to[written++] = (unsigned char)run;
		to[written++] = from[i];
		i += run;
	}
	return written;
}
*/
import "C"

import (
	"errors"
	"unsafe"
)

// ErrNotPackable says that a picture would become larger than it is.
var ErrNotPackable = errors.New("the picture does not become smaller")

// Pack returns a picture in fewer bytes.
func Pack(pixels []byte) ([]byte, error) {
	if len(pixels) == 0 {
		return nil, ErrNotPackable
	}
	room := C.long(len(pixels))
	buffer := C.malloc(C.size_t(room))
	defer C.free(buffer)
	written := C.pack((*C.uchar)(unsafe.Pointer(&pixels[0])), room, (*C.uchar)(buffer), room)
	if written < 0 {
		return nil, ErrNotPackable
	}
	return C.GoBytes(buffer, C.int(written)), nil
}
