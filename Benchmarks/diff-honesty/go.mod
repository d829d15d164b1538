// SPDX-License-Identifier: Apache-2.0

module stanch.example/diffhonesty

go 1.21
