#include "linter/pkimetal_linter.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "linter/answers.h"
#include "linter/child.h"
#include "linter/errors.h"
#include "net/http_client.h"

namespace chancery::linter {
namespace {

constexpr int kOk = 200;

std::string_view path_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::certificate:
      return "lintcert";
    case DocumentKind::crl:
      return "lintcrl";
    case DocumentKind::ocsp_response:
      return "lintocsp";
  }
  return "";
}

// base64 but for the three characters that a form has another meaning for.
std::string form_value(BytesView der) {
  std::string value;
  for (const char c : to_base64(der)) {
    switch (c) {
      case '+':
        value += "%2B";
        break;
      case '/':
        value += "%2F";
        break;
      case '=':
        value += "%3D";
        break;
      default:
        value += c;
    }
  }
  return value;
}

Result<std::string> text_of(Result<net::HttpReply> reply) {
  if (!reply) {
    return pass(reply);
  }
  if (reply->status != kOk) {
    return fail(kLinterMalformed, "status", std::to_string(reply->status));
  }
  return std::string(as_text(reply->body));
}

}  // namespace

Result<net::HttpUrl> PkimetalLinter::at(std::string_view path) const {
  return net::HttpUrl::parse(
      fmt::format("{}{}{}", base_.text(), base_.text().ends_with('/') ? "" : "/", path));
}

Result<std::vector<Finding>> PkimetalLinter::look(const Document& document,
                                                  net::Deadline deadline) {
  // Its own guess of a profile goes by the policies: certificates without one of the BRs' are held
  // to the RFCs alone.
  const std::string body = "format=json&severity=notice&b64input=" + form_value(document.der);
  const auto url = TRY(at(path_of(document.kind)));
  const std::string answer = TRY(text_of(
      net::http_post({url, "application/x-www-form-urlencoded", body, kMaxAnswer}, deadline)));
  return parse_pkimetal_answer(answer);
}

Result<Version> PkimetalLinter::version(net::Deadline deadline) {
  const auto url = TRY(at("linters"));
  const std::string answer = TRY(text_of(net::http_get(url, kMaxAnswer, deadline)));
  std::string linters = TRY(parse_pkimetal_linters(answer));
  return Version{"pkimetal", std::move(linters), released_};
}

}  // namespace chancery::linter
