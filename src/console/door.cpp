#include "console/door.h"

#include <fmt/format.h>
#include <map>
#include <memory>

#include "console/assets.h"
#include "console/coding.h"
#include "http/errors.h"
#include "http/problem.h"

namespace chancery::console {

namespace {

// No inline script, no inline style, no foreign host; data: is for the QR code of a TOTP secret.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' "
    "data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kHashedFolder = "assets/";

using SharedBytes = std::shared_ptr<const Bytes>;

/// A file with its bodies in the form in which responses share them.
struct File {
  const Asset* asset = nullptr;
  SharedBytes identity;
  SharedBytes gzip;    ///< nullptr where there is none
  SharedBytes brotli;  ///< nullptr where there is none
};

SharedBytes shared(BytesView bytes) {
  return bytes.empty() ? nullptr : std::make_shared<const Bytes>(bytes.begin(), bytes.end());
}

class Files final {
 public:
  Files() {
    for (const Asset& asset : assets()) {
      files_.emplace(asset.path, File{.asset = &asset,
                                      .identity = shared(asset.identity),
                                      .gzip = shared(asset.gzip),
                                      .brotli = shared(asset.brotli)});
    }
  }

  /// nullptr when there is nothing at `path`.
  [[nodiscard]] const File* at(std::string_view path) const {
    if (const auto found = files_.find(path); found != files_.end()) {
      return &found->second;
    }
    return path.starts_with(kHashedFolder) ? nullptr : &files_.at(kIndex);
  }

 private:
  std::map<std::string_view, File> files_;
};

std::pair<Coding, SharedBytes> coded(const File& file, Coding wanted) {
  if (wanted == Coding::brotli && file.brotli) {
    return {Coding::brotli, file.brotli};
  }
  if (wanted != Coding::identity && file.gzip) {
    return {Coding::gzip, file.gzip};
  }
  return {Coding::identity, file.identity};
}

void add_headers(const File& file, http::Headers& headers) {
  headers.add("Cache-Control",
              file.asset->immutable ? "public, max-age=31536000, immutable" : "no-store");
  headers.add("ETag", file.asset->etag);
  headers.add("Vary", "Accept-Encoding");
  headers.add("Content-Security-Policy", kPolicy);
  headers.add("Cross-Origin-Opener-Policy", "same-origin");
}

http::Response answer(const File& file, const http::Request& request) {
  const auto [coding, body] =
      coded(file, choose_coding(request.header("Accept-Encoding").value_or("")));
  const bool unchanged = http::not_modified(request, file.asset->etag);
  http::Response response =
      unchanged ? http::respond_empty(304) : http::respond(200, file.asset->content_type, body);
  if (!unchanged && coding != Coding::identity) {
    response.headers.add("Content-Encoding", to_text(coding));
  }
  add_headers(file, response.headers);
  return response;
}

http::Response lead_to_console(const http::Request&) {
  http::Response response = http::respond_empty(302);
  response.headers.add("Location", "/console/");
  return response;
}

}  // namespace

void add_routes(http::Router& router) {
  router.add(http::Method::get, "/", lead_to_console, http::kFast);
  router.add(http::Method::get, "/console", lead_to_console, http::kFast);
  router.add(
      http::Method::get, "/console/{path*}",
      [files = std::make_shared<const Files>()](const http::Request& request) {
        const File* file = files->at(request.parameter("path"));
        return file != nullptr ? answer(*file, request)
                               : http::problem(Error(http::kNoSuchResource), request);
      },
      http::kFast);
}

}  // namespace chancery::console
