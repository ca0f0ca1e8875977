#include "net/http_fetcher.h"

#include <algorithm>
#include <curl/curl.h>
#include <fmt/format.h>
#include <memory>
#include <sys/socket.h>
#include <utility>

#include "net/errors.h"

namespace chancery::net {
namespace {

struct EasyCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Easy = std::unique_ptr<CURL, EasyCleanup>;

struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListFree>;

// What the callbacks of one transfer see.
struct Transfer {
  const HttpGet& request;
  Socket socket;
  HttpAnswer answer{};
  std::size_t header_bytes = 0;
  bool headers_too_large = false;
};

// Whatever curl makes of its options, all that it can get is the socket that is connected already,
// and that once (fd() is -1, CURL_SOCKET_BAD, afterwards).
curl_socket_t hand_over_socket(void* context, curlsocktype, curl_sockaddr*) {
  return static_cast<Transfer*>(context)->socket.release();
}

int say_connected(void*, curl_socket_t, curlsocktype) {
  return CURL_SOCKOPT_ALREADY_CONNECTED;
}

std::size_t take_body(char* data, std::size_t, std::size_t size, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  auto& body = transfer.answer.body;
  const std::size_t room = transfer.request.max_body - body.size();
  append(body, as_bytes({data, std::min(room, size)}));
  transfer.answer.body_cut = size > room;
  return transfer.answer.body_cut ? 0 : size;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* context) {
  constexpr std::string_view kLocation = "location:";
  auto& transfer = *static_cast<Transfer*>(context);
  transfer.header_bytes += size;
  if (transfer.header_bytes > HttpFetcher::kMaxHeaderBytes) {
    transfer.headers_too_large = true;
    return 0;
  }
  const std::string_view line(data, size);
  if (line.starts_with("HTTP/")) {
    transfer.answer.location.reset();  // an interim (1xx) answer came before this one
  } else if (starts_with_ignoring_case(line, kLocation)) {
    transfer.answer.location = trimmed(line.substr(kLocation.size()));
  }
  return size;
}

// "::HOST:PORT" sends every connection there, whatever the URL says (CURLOPT_CONNECT_TO).
List connect_to(const Endpoint& endpoint) {
  return List(curl_slist_append(nullptr, fmt::format("::{}", endpoint.text()).c_str()));
}

void set_options(CURL* curl, Transfer& transfer, const curl_slist* where, const std::string& agent,
                 Deadline deadline) {
  const auto& request = transfer.request;
  curl_easy_setopt(curl, CURLOPT_URL, request.url.text().c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECT_TO, where);
  curl_easy_setopt(curl, CURLOPT_SOCKOPTFUNCTION, say_connected);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, hand_over_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, agent.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, std::max<long>(deadline.remaining().count(), 1));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
}

ErrorParameters parameters_of(const HttpGet& request) {
  return {{"url", request.url.text()}, {"address", request.endpoint.text()}};
}

Error error_of(CURLcode code, const HttpGet& request) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return Error(kHttpTimeout, parameters_of(request));
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
      return Error(kHttpTlsFailed, parameters_of(request)).with("reason", curl_easy_strerror(code));
    default:
      return Error(kHttpFailed, parameters_of(request)).with("reason", curl_easy_strerror(code));
  }
}

bool library_ready() {
  static const bool kReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return kReady;
}

}  // namespace

HttpFetcher::HttpFetcher(AddressFilter filter, std::string user_agent)
    : connector_(filter), user_agent_(std::move(user_agent)) {}

Result<HttpAnswer> HttpFetcher::get(const HttpGet& request, Deadline deadline) const {
  auto socket = connector_.connect(request.endpoint, deadline.within(request.connect_timeout));
  if (!socket) {
    return std::unexpected(std::move(socket).error().with("url", request.url.text()));
  }
  const Easy curl(library_ready() ? curl_easy_init() : nullptr);
  const List where = connect_to(request.endpoint);
  if (!curl || !where) {
    return std::unexpected(Error(kHttpFailed, parameters_of(request)).log_only("libcurl set-up"));
  }
  Transfer transfer{request, std::move(*socket)};
  set_options(curl.get(), transfer, where.get(), user_agent_, deadline);
  const CURLcode code = curl_easy_perform(curl.get());
  if (transfer.headers_too_large) {
    return fail(kHttpHeadersTooLarge, parameters_of(request));
  }
  if (code != CURLE_OK && !transfer.answer.body_cut) {
    return std::unexpected(error_of(code, request));
  }
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  transfer.answer.status = static_cast<int>(status);
  return std::move(transfer.answer);
}

}  // namespace chancery::net
