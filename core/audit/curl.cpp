// SPDX-License-Identifier: Apache-2.0
#include "core/audit/curl.hpp"

#include <curl/curl.h>
#include <dlfcn.h>

#include <cstddef>
#include <utility>

namespace dcr::audit {
namespace {

// Not the development name: only the one with the ABI's number is there at run time.
constexpr const char* library_name = "libcurl.so.4";

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

/// Without a function of ours libcurl prints the answer to stdout.
std::size_t throw_away(const char* /*text*/, std::size_t size, std::size_t count,
                       void* /*nothing*/) {
  return size * count;
}

/// libcurl begins its words with a capital: "Couldn't connect to server".
std::string in_house_style(std::string words) {
  const bool name =
      words.size() < 2 || (words[1] >= 'A' && words[1] <= 'Z');  // "SSL connect error"
  if (!name && words[0] >= 'A' && words[0] <= 'Z')
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

Error unavailable(std::string message) {
  return {ErrorKind::unavailable, std::move(message), {}, {}};
}

}  // namespace

struct Curl::Library {
  void* loaded = nullptr;
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_global_cleanup) global_cleanup = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_setopt) set = nullptr;
  decltype(&::curl_easy_perform) perform = nullptr;
  decltype(&::curl_easy_getinfo) get = nullptr;
  decltype(&::curl_easy_strerror) words = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_slist_append) append = nullptr;
  decltype(&::curl_slist_free_all) free_list = nullptr;

  CURL* connection = nullptr;
  curl_slist* headers = nullptr;

  Library() = default;
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() {
    if (headers != nullptr) free_list(headers);
    if (connection == nullptr) return;
    easy_cleanup(connection);
    global_cleanup();
    // Stays loaded: a thread that still resolves a name may run its code.
  }

  [[nodiscard]] bool find_all() {
    return find(loaded, "curl_global_init", global_init) &&
           find(loaded, "curl_global_cleanup", global_cleanup) &&
           find(loaded, "curl_easy_init", easy_init) && find(loaded, "curl_easy_setopt", set) &&
           find(loaded, "curl_easy_perform", perform) && find(loaded, "curl_easy_getinfo", get) &&
           find(loaded, "curl_easy_strerror", words) &&
           find(loaded, "curl_easy_cleanup", easy_cleanup) &&
           find(loaded, "curl_slist_append", append) &&
           find(loaded, "curl_slist_free_all", free_list);
  }

  [[nodiscard]] bool add_header(const char* line) {
    curl_slist* longer = append(headers, line);
    if (longer == nullptr) return false;
    headers = longer;
    return true;
  }

  [[nodiscard]] bool prepare() {
    if (global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return false;
    connection = easy_init();
    // "Expect:" without a value: else libcurl waits a second for leave to send a long event.
    return connection != nullptr && add_header("Content-Type: application/json") &&
           add_header("Expect:") && set(connection, CURLOPT_HTTPHEADER, headers) == CURLE_OK &&
           set(connection, CURLOPT_USERAGENT, "dcr") == CURLE_OK &&
           set(connection, CURLOPT_WRITEFUNCTION, &throw_away) == CURLE_OK &&
           set(connection, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK &&
           set(connection, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           set(connection, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           // Else the end would wait for a name server that does not answer, whatever the timeout.
           set(connection, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK;
  }
};

Curl::Curl(std::unique_ptr<Library> library) : library_(std::move(library)) {}
Curl::Curl(Curl&& other) noexcept = default;
Curl& Curl::operator=(Curl&& other) noexcept = default;
Curl::~Curl() = default;

Result<Curl> Curl::load() {
  auto library = std::make_unique<Library>();
  library->loaded = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (library->loaded == nullptr) {
    return unavailable(std::string("no ") + library_name + " on this system");
  }
  if (!library->find_all() || !library->prepare()) {
    return unavailable(std::string(library_name) + " is not one dcr can use");
  }
  return Curl(std::move(library));
}

Result<long> Curl::post(const std::string& url, const std::string& json,
                        std::chrono::milliseconds timeout) {
  Library& curl = *library_;
  CURL* connection = curl.connection;
  const auto milliseconds = static_cast<long>(timeout.count());
  const bool ready = curl.set(connection, CURLOPT_URL, url.c_str()) == CURLE_OK &&
                     curl.set(connection, CURLOPT_POSTFIELDSIZE_LARGE,
                              static_cast<curl_off_t>(json.size())) == CURLE_OK &&
                     curl.set(connection, CURLOPT_POSTFIELDS, json.data()) == CURLE_OK &&
                     curl.set(connection, CURLOPT_TIMEOUT_MS, milliseconds) == CURLE_OK &&
                     curl.set(connection, CURLOPT_CONNECTTIMEOUT_MS, milliseconds) == CURLE_OK;
  if (!ready) return unavailable("libcurl does not take the request");
  // Its short words: the long ones hold times and could hold the address with its password.
  const CURLcode code = curl.perform(connection);
  if (code != CURLE_OK) return unavailable(in_house_style(curl.words(code)));
  long status = 0;
  curl.get(connection, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

}  // namespace dcr::audit
