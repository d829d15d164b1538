// SPDX-License-Identifier: Apache-2.0

module shop.example/snapshots

go 1.21
