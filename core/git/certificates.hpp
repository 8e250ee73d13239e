// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dcr::git {

/// Does nothing but pull `certificates.cpp` out of the static library: the linker takes only the
/// objects that something refers to, and libgit2 itself is no reason to take one.
void leave_certificates_unread();

}  // namespace dcr::git
