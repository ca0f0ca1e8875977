// Any pkimetal over HTTP: a linter of linters (its REST API, POST /lintcert and GET /linters).
#pragma once

#include "linter/linter.h"
#include "net/http_url.h"

namespace chancery::linter {

class PkimetalLinter final : public Linter {
 public:
  /// `released` is when the release that runs there came out: its API does not tell.
  PkimetalLinter(net::HttpUrl base, std::optional<Seconds> released)
      : base_(std::move(base)), released_(released) {}

  [[nodiscard]] std::string_view name() const override { return "pkimetal"; }
  [[nodiscard]] Result<std::vector<Finding>> look(const Document& document,
                                                  net::Deadline deadline) override;
  [[nodiscard]] Result<Version> version(net::Deadline deadline) override;

 private:
  [[nodiscard]] Result<net::HttpUrl> at(std::string_view path) const;

  net::HttpUrl base_;
  std::optional<Seconds> released_;
};

}  // namespace chancery::linter
