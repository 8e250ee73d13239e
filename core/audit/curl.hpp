// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace dcr::audit {

/// libcurl, loaded when the first event is sent: linked, it would cost every start of dcr more than
/// reading a repository does.
class Curl {
 public:
  /// Errors: unavailable when this system has no libcurl, or one that lacks what is needed.
  static Result<Curl> load();

  Curl(Curl&& other) noexcept;
  Curl& operator=(Curl&& other) noexcept;
  Curl(const Curl&) = delete;
  Curl& operator=(const Curl&) = delete;
  ~Curl();

  /// Posts a JSON text and returns the status of the answer, whose content is thrown away.
  ///
  /// Errors: unavailable, in libcurl's words.
  Result<long> post(const std::string& url, const std::string& json,
                    std::chrono::milliseconds timeout);

 private:
  struct Library;
  explicit Curl(std::unique_ptr<Library> library);

  std::unique_ptr<Library> library_;
};

}  // namespace dcr::audit
