// A response as handlers make it: status, header fields, and a body that is never copied.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "http/body_source.h"
#include "http/file.h"
#include "http/headers.h"

namespace chancery::http {

/// Text that this response owns, bytes that it shares with a cache, an open file, or a source.
class Body final {
 public:
  Body() = default;
  explicit Body(std::string text) : content_(std::move(text)) {}
  explicit Body(std::shared_ptr<const Bytes> bytes) : content_(std::move(bytes)) {}
  explicit Body(std::shared_ptr<const File> file) : content_(std::move(file)) {}
  explicit Body(std::shared_ptr<BodySource> source) : content_(std::move(source)) {}

  /// 0 for a source: its size is not known.
  [[nodiscard]] std::uint64_t size() const;
  /// The bytes in memory; empty for a file or a source. Valid as long as this body.
  [[nodiscard]] BytesView memory() const;
  /// nullptr unless the body is a file.
  [[nodiscard]] const File* file() const;
  /// nullptr unless the body is made while it is sent.
  [[nodiscard]] BodySource* source() const;

 private:
  std::variant<std::string, std::shared_ptr<const Bytes>, std::shared_ptr<const File>,
               std::shared_ptr<BodySource>>
      content_;
};

/// The server adds Date, Content-Length, Connection and what the pipeline adds (pipeline.cpp);
/// handlers set the rest. A HEAD request gets the answer of GET without its body.
struct Response {
  int status = 200;
  Headers headers;
  Body body;
};

/// A response with a body of that type; Bytes by value or shared.
[[nodiscard]] Response respond(int status, std::string_view content_type, std::string body);
[[nodiscard]] Response respond(int status, std::string_view content_type, BytesView body);
[[nodiscard]] Response respond(int status, std::string_view content_type,
                               std::shared_ptr<const Bytes> body);

/// 200 with a body that is sent as it is made, in chunks (RFC 9112 section 7.1).
[[nodiscard]] Response respond_stream(std::string_view content_type,
                                      std::shared_ptr<BodySource> source);

/// No content: 204 by default.
[[nodiscard]] Response respond_empty(int status = 204);

/// The reason phrase of RFC 9110 section 15 ("Not Found"); "Unknown" for a number without one.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace chancery::http
