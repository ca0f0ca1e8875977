#include "app/outside_linters.h"

#include <fmt/ranges.h>
#include <unistd.h>

#include "app/errors.h"
#include "issuance/errors.h"
#include "linter/pkimetal_linter.h"
#include "linter/process_linter.h"

namespace chancery::app {
namespace {

lint::Severity severity_of(config::LintSeverity severity) {
  switch (severity) {
    case config::LintSeverity::notice:
      return lint::Severity::notice;
    case config::LintSeverity::warning:
      return lint::Severity::warning;
    case config::LintSeverity::error:
      break;
  }
  return lint::Severity::error;
}

Result<std::unique_ptr<linter::Linter>> zlint(const config::Linter& settings) {
  if (::access(settings.zlint.c_str(), X_OK) != 0) {
    return fail(kLinterProgramMissing, "seen", settings.zlint);
  }
  return std::make_unique<linter::ProcessLinter>("zlint", settings.zlint, settings.processes);
}

Result<std::optional<Seconds>> release_date(const std::string& text) {
  if (text.empty()) {
    return std::nullopt;
  }
  const auto time = parse_time(text);
  if (!time) {
    return fail(kLinterDateMalformed, "seen", text);
  }
  return to_seconds(*time);
}

Result<std::unique_ptr<linter::Linter>> pkimetal(const config::Linter& settings) {
  auto url = TRY(net::HttpUrl::parse(settings.pkimetal));
  const auto released = TRY(release_date(settings.pkimetal_released));
  return std::make_unique<linter::PkimetalLinter>(std::move(url), released);
}

Result<std::string> judge(const linter::Panel& panel, const issuance::OutsideLook& look) {
  const auto opinion =
      panel.ask({linter::DocumentKind::certificate, look.set, look.certificate_der});
  if (panel.stops(opinion)) {
    return fail(issuance::kOutsideLintStopped, "findings", opinion.to_text());
  }
  if (!opinion.silent.empty() && panel.settings().must_answer &&
      look.stage == issuance::LintStage::before_signing) {
    return fail(issuance::kOutsideLintMissing, "linters",
                fmt::format("{}", fmt::join(opinion.silent, ", ")));
  }
  return opinion.to_text();
}

}  // namespace

Result<std::unique_ptr<linter::Panel>> make_panel(const config::Linter& settings) {
  std::vector<std::unique_ptr<linter::Linter>> linters;
  if (!settings.zlint.empty()) {
    linters.push_back(TRY(zlint(settings)));
  }
  if (!settings.pkimetal.empty()) {
    linters.push_back(TRY(pkimetal(settings)));
  }
  if (linters.empty()) {
    return nullptr;
  }
  return std::make_unique<linter::Panel>(
      std::move(linters),
      linter::PanelSettings{.stops_at = severity_of(settings.stops_at),
                            .must_answer = settings.unavailable == config::LinterSilence::refuse,
                            .timeout = settings.timeout});
}

issuance::OutsideLinter outside_linter(const linter::Panel* panel) {
  if (panel == nullptr) {
    return {};
  }
  return [panel](const issuance::OutsideLook& look) { return judge(*panel, look); };
}

}  // namespace chancery::app
