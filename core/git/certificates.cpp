// SPDX-License-Identifier: Apache-2.0
//
// libgit2 1.5 reads every certificate authority of the machine when it is initialised, and no
// option of it says otherwise: 5 to 7 ms, more than the rest of a small check. dcr opens no
// connection through libgit2 (the git program fetches), so the function that reads them is replaced
// here: the executable's symbol comes before that of the mbedTLS library. libgit2 takes the failure
// for a machine without certificates. A build that links archives leaves out more, by the linker's
// --wrap (archive_stubs.c).
#include "core/git/certificates.hpp"

#ifndef DCR_STATIC
struct mbedtls_x509_crt;
// NOLINTNEXTLINE(readability-identifier-naming): the name is mbedTLS's
extern "C" __attribute__((visibility("default"))) int mbedtls_x509_crt_parse_file(
    mbedtls_x509_crt* chain, const char* path);

extern "C" int mbedtls_x509_crt_parse_file(mbedtls_x509_crt* /*chain*/, const char* /*path*/) {
  return -1;
}
#endif

namespace dcr::git {

void leave_certificates_unread() {}

}  // namespace dcr::git
