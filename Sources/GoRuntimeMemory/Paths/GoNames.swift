// SPDX-License-Identifier: Apache-2.0

/// Names of types and variables as a Go programmer writes them.
enum GoNames {
  /// The name with the folders of import paths left out: `*example.com/shop/cart.Item` becomes `*cart.Item`.
  static func short(_ name: String) -> String {
    var result = ""
    var token = ""
    for character in name {
      if character == "/" {
        token = ""
      } else if character.isLetter || character.isNumber || "._-~%".contains(character) {
        token.append(character)
      } else {
        result += token
        result.append(character)
        token = ""
      }
    }
    result += token
    return result == "uint8" ? "byte" : result.replacing("]uint8", with: "]byte")
  }
}
