#include "http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

#include "http/errors.h"

namespace chancery::http {

namespace {

namespace beast = boost::beast;

constexpr std::size_t kMostFields = 100;
constexpr std::size_t kMostEmptyLines = 2;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

/// RFC 9112 section 3.2: origin-form as it is, absolute-form without scheme and authority. Other
/// forms have no path.
std::optional<std::string_view> origin_form(std::string_view target) {
  if (target.starts_with('/')) {
    return target;
  }
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (equal_ignoring_case(target.substr(0, scheme.size()), scheme)) {
      const auto path = target.find('/', scheme.size());
      return path == std::string_view::npos ? "/" : target.substr(path);
    }
  }
  return std::nullopt;
}

/// RFC 9112 section 5.2: obsolete, and read differently by different readers. The parser consumes
/// whole fields, so a fold never falls between two calls.
bool has_folded_line(std::string_view head) {
  for (auto end = head.find('\n'); end != std::string_view::npos; end = head.find('\n', end + 1)) {
    if (end + 1 < head.size() && (head[end + 1] == ' ' || head[end + 1] == '\t')) {
      return true;
    }
  }
  return false;
}

bool is_target_character(char c) {
  return c > ' ' && c < 0x7f && c != '#';
}

}  // namespace

/// Beast's parser calls back for every part of the message.
class RequestReader::Parser final : public beast::http::basic_parser<true> {
 public:
  Parser(Request& request, std::size_t max_head) : request_(request) {
    header_limit(static_cast<std::uint32_t>(max_head));
    body_limit(boost::none);
  }

  void set_max_body(std::size_t max) { max_body_ = max; }
  void discard_body() { discard_ = true; }

  const std::optional<Error>& fault() const { return fault_; }
  bool is_http_1_0() const { return version_ == 10; }

  /// What one field alone cannot tell.
  void check_head(beast::error_code& ec) {
    const std::size_t hosts = request_.headers.count("Host");
    if (hosts > 1 || (hosts == 0 && !is_http_1_0())) {
      refuse("exactly one Host field is needed", ec);
    } else if (is_http_1_0() && chunked()) {
      refuse("HTTP/1.0 has no Transfer-Encoding", ec);
    }
  }

 private:
  void refuse(std::string reason, beast::error_code& ec) {
    refuse(Error(kRequestMalformed, {{"reason", std::move(reason)}}), ec);
  }
  void refuse(Error error, beast::error_code& ec) {
    fault_ = std::move(error);
    ec = beast::http::error::bad_field;
  }

  void on_request_impl(beast::http::verb /*known*/, beast::string_view method,
                       beast::string_view target, int version, beast::error_code& ec) override {
    version_ = version;
    request_.method = method_of(view(method));
    const auto path = origin_form(view(target));
    if (!path || !std::ranges::all_of(*path, is_target_character)) {
      return refuse(Error(kTargetMalformed), ec);
    }
    request_.target = *path;
  }

  void on_field_impl(beast::http::field known, beast::string_view name, beast::string_view value,
                     beast::error_code& ec) override {
    if (is_header_done()) {
      return;  // a trailer: nothing here uses them
    }
    if (request_.headers.size() == kMostFields) {
      return refuse(Error(kHeaderTooLarge), ec);
    }
    if (known == beast::http::field::transfer_encoding &&
        !equal_ignoring_case(view(value), "chunked")) {
      return refuse("chunked is the only Transfer-Encoding that is read here", ec);
    }
    request_.headers.add(view(name), view(value));
  }

  void on_header_impl(beast::error_code& ec) override { check_head(ec); }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length,
                         beast::error_code& /*ec*/) override {
    if (length && !discard_) {
      request_.body.reserve(std::min<std::size_t>(*length, max_body_));
    }
  }

  std::size_t on_body_impl(beast::string_view body, beast::error_code& ec) override {
    return take(view(body), ec);
  }
  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, beast::string_view body,
                                 beast::error_code& ec) override {
    return take(view(body), ec);
  }

  std::size_t take(std::string_view body, beast::error_code& ec) {
    body_size_ += body.size();
    if (body_size_ > max_body_) {
      refuse(Error(kBodyTooLarge, {{"limit", std::to_string(max_body_)}}), ec);
      return 0;
    }
    if (!discard_) {
      append(request_.body, as_bytes(body));
    }
    return body.size();
  }

  void on_response_impl(int /*code*/, beast::string_view /*reason*/, int /*version*/,
                        beast::error_code& /*ec*/) override {}
  void on_chunk_header_impl(std::uint64_t /*size*/, beast::string_view /*extensions*/,
                            beast::error_code& /*ec*/) override {}
  void on_finish_impl(beast::error_code& /*ec*/) override {}

  Request& request_;
  std::optional<Error> fault_;
  int version_ = 11;
  std::size_t max_body_ = 0;
  std::size_t body_size_ = 0;
  bool discard_ = false;
};

class RequestReader::Memory final {
 public:
  std::optional<Parser> parser;
};

RequestReader::RequestReader(std::size_t max_head)
    : max_head_(max_head), memory_(std::make_unique<Memory>()) {}
RequestReader::~RequestReader() = default;

void RequestReader::begin(Request& request) {
  request.method = Method::other;
  request.target = "/";
  request.headers.clear();
  request.body.clear();
  request_ = &request;
  head_size_ = 0;
  memory_->parser.emplace(request, max_head_);
}

Result<RequestReader::Step> RequestReader::feed(BytesView input) {
  Parser& parser = *memory_->parser;
  std::size_t consumed = 0;
  if (!parser.got_some()) {
    // RFC 9112 section 2.2: a server ignores an empty line before the request line.
    while (consumed < 2 * kMostEmptyLines && as_text(input.subspan(consumed)).starts_with("\r\n")) {
      consumed += 2;
    }
    if (input.size() == consumed || as_text(input.subspan(consumed)) == "\r") {
      return Step{Progress::need_more, consumed};
    }
  }
  const bool head_was_done = parser.is_header_done();
  while (consumed < input.size() && !parser.is_done()) {
    const BytesView rest = input.subspan(consumed);
    beast::error_code ec;
    const std::size_t used = parser.put({rest.data(), rest.size()}, ec);
    consumed += used;
    if (!head_was_done) {
      head_size_ += used;
      if (has_folded_line(as_text(rest.first(used)))) {
        return fail(kRequestMalformed, "reason", "a field value goes over several lines");
      }
      const std::size_t waiting = parser.is_header_done() ? 0 : input.size() - consumed;
      if (head_size_ + waiting > max_head_ || ec == beast::http::error::header_limit) {
        return fail(kHeaderTooLarge, "limit", std::to_string(max_head_));
      }
    } else if (ec == beast::http::error::need_more && rest.size() - used > max_head_) {
      return fail(kRequestMalformed, "reason", "a chunk header is too long");
    }
    if (parser.fault()) {
      return std::unexpected(*parser.fault());
    }
    if (ec == beast::http::error::need_more) {
      return Step{Progress::need_more, consumed};
    }
    if (ec) {
      return fail(kRequestMalformed, "reason", ec.message());
    }
    if (!head_was_done && parser.is_header_done()) {
      return Step{Progress::head, consumed};
    }
    if (parser.is_done()) {
      return Step{Progress::complete, consumed};
    }
  }
  return Step{parser.is_done() ? Progress::complete : Progress::need_more, consumed};
}

std::uint64_t RequestReader::declared_length() const {
  return memory_->parser->content_length().value_or(0);
}

void RequestReader::limit_body(std::size_t max) {
  memory_->parser->set_max_body(max);
}

void RequestReader::discard_body() {
  memory_->parser->discard_body();
}

bool RequestReader::keep_alive() const {
  return memory_->parser->keep_alive();
}

bool RequestReader::expects_continue() const {
  return !is_http_1_0() && !memory_->parser->is_done() &&
         equal_ignoring_case(request_->headers.get("Expect").value_or(""), "100-continue");
}

bool RequestReader::is_http_1_0() const {
  return memory_->parser->is_http_1_0();
}

bool RequestReader::is_complete() const {
  return memory_->parser->is_done();
}

}  // namespace chancery::http
