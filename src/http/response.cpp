#include "http/response.h"

#include <algorithm>
#include <array>

namespace chancery::http {

namespace {

struct Reason {
  int status;
  std::string_view phrase;
};

/// RFC 9110 section 15, RFC 6585, in order of status.
constexpr std::array kReasons{
    Reason{100, "Continue"},
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{411, "Length Required"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"},
    Reason{422, "Unprocessable Content"},
    Reason{428, "Precondition Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
    Reason{505, "HTTP Version Not Supported"},
};

Response with_body(int status, std::string_view content_type, Body body) {
  Response response{.status = status, .headers = {}, .body = std::move(body)};
  response.headers.add("Content-Type", content_type);
  return response;
}

}  // namespace

std::uint64_t Body::size() const {
  const File* opened = file();
  return opened != nullptr ? opened->size() : memory().size();
}

BytesView Body::memory() const {
  if (const auto* text = std::get_if<std::string>(&content_)) {
    return as_bytes(*text);
  }
  const auto* bytes = std::get_if<std::shared_ptr<const Bytes>>(&content_);
  return bytes != nullptr && *bytes ? BytesView(**bytes) : BytesView();
}

const File* Body::file() const {
  const auto* opened = std::get_if<std::shared_ptr<const File>>(&content_);
  return opened != nullptr ? opened->get() : nullptr;
}

BodySource* Body::source() const {
  const auto* source = std::get_if<std::shared_ptr<BodySource>>(&content_);
  return source != nullptr ? source->get() : nullptr;
}

Response respond(int status, std::string_view content_type, std::string body) {
  return with_body(status, content_type, Body(std::move(body)));
}

Response respond(int status, std::string_view content_type, BytesView body) {
  return with_body(status, content_type, Body(std::string(as_text(body))));
}

Response respond(int status, std::string_view content_type, std::shared_ptr<const Bytes> body) {
  return with_body(status, content_type, Body(std::move(body)));
}

Response respond_stream(std::string_view content_type, std::shared_ptr<BodySource> source) {
  return with_body(200, content_type, Body(std::move(source)));
}

Response respond_empty(int status) {
  return {.status = status, .headers = {}, .body = {}};
}

std::string_view reason_phrase(int status) {
  const auto found = std::ranges::lower_bound(kReasons, status, {}, &Reason::status);
  return found != kReasons.end() && found->status == status ? found->phrase : "Unknown";
}

}  // namespace chancery::http
