// SPDX-License-Identifier: Apache-2.0
#include "core/audit/post.hpp"

#include "core/base/descriptor.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <string>
#include <vector>

namespace audit = dcr::audit;
using std::chrono::milliseconds;

namespace {

/// A port of this machine that lets callers in and never says a word.
class SilentPort {
 public:
  SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket_.number(), raw, size) == 0);
    REQUIRE(::listen(socket_.number(), 8) == 0);
    REQUIRE(::getsockname(socket_.number(), raw, &size) == 0);
    url_ = "http://ada:secret@127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }

  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  dcr::Descriptor socket_;
  std::string url_;
};

}  // namespace

TEST_CASE("a timeout is a number of seconds, a tenth at least") {
  struct Case {
    const char* text;
    std::optional<milliseconds> expected;
  };
  for (const Case& c : std::to_array<Case>({{"2.5", milliseconds(2500)},
                                            {"3", milliseconds(3000)},
                                            {"0.1", milliseconds(100)},
                                            {"0.05", milliseconds(100)},
                                            {"0", milliseconds(100)},
                                            {"1e9", milliseconds(3600000)},
                                            {"-1", std::nullopt},
                                            {"", std::nullopt},
                                            {"nan", std::nullopt},
                                            {"inf", std::nullopt},
                                            {"2,5", std::nullopt},
                                            {" 2", std::nullopt},
                                            {"2s", std::nullopt}})) {
    CAPTURE(c.text);
    CHECK(audit::parse_timeout(c.text) == c.expected);
  }
}

TEST_CASE("an address is shown without user and password") {
  CHECK(audit::shown_address("https://x.example/a") == "https://x.example/a");
  CHECK(audit::shown_address("https://ada@x.example/a") == "https://x.example/a");
  CHECK(audit::shown_address("https://ada:se@c/ret@x.example/a") == "https://x.example/a");
  CHECK(audit::shown_address("https://x.example/\x1b[31m") == "https://x.example/\\x1b[31m");
}

TEST_CASE("a stream that never answers costs the timeout, whatever the number of events") {
  const SilentPort port;
  const std::vector<std::string> events(5, "{}");
  const auto begin = std::chrono::steady_clock::now();
  const auto posted = audit::post({.url = port.url(), .timeout = milliseconds(300)}, events);
  const auto took = std::chrono::steady_clock::now() - begin;
  REQUIRE(!posted);
  CHECK(posted.error().kind == dcr::ErrorKind::unavailable);
  CHECK(posted.error().message.find("timeout was reached (0 of 5 events sent)") !=
        std::string::npos);
  CHECK(posted.error().message.find("secret") == std::string::npos);
  // curl's clock is another one, of whole milliseconds: it may be a little ahead of ours.
  CHECK(took >= milliseconds(250));
  CHECK(took < std::chrono::seconds(5));
}

TEST_CASE("without an event nobody is asked") {
  CHECK(audit::post({.url = "nothing"}, {}).has_value());
}
