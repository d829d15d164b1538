# SPDX-License-Identifier: Apache-2.0
"""What Scripts/robustness.py tries: hostile services, hostile files, hostile places to write to."""
