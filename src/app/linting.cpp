// The verbs lint and linters.
#include <boost/json.hpp>
#include <fmt/chrono.h>

#include "app/errors.h"
#include "app/files.h"
#include "app/opening.h"
#include "app/outside_linters.h"
#include "app/suffix_lists.h"
#include "app/verbs.h"
#include "base/encoding.h"
#include "lint/run.h"
#include "linter/version_age.h"

namespace chancery::app {
namespace {

Result<std::vector<Bytes>> certificates_of(const std::string& file) {
  const std::string content = TRY(read_file(file));
  if (content.find("-----BEGIN ") == std::string::npos) {
    return std::vector<Bytes>{to_bytes(content)};
  }
  std::vector<Bytes> certificates;
  for (auto& block : TRY(parse_pem(content))) {
    if (block.label == "CERTIFICATE") {
      certificates.push_back(std::move(block.der));
    }
  }
  return certificates;
}

boost::json::object report_json(const std::string& file, const lint::LoneReport& lone) {
  boost::json::array findings;
  for (const auto& finding : lone.report.findings) {
    findings.push_back({{"lint", finding.lint->name},
                        {"severity", lint::to_text(finding.lint->severity)},
                        {"citation", finding.lint->citation},
                        {"detail", finding.detail}});
  }
  return {{"file", file},
          {"kind", to_text(lone.kind)},
          {"not_before", to_rfc3339(lone.not_before)},
          {"lints_run", lone.report.lints_run},
          {"findings", std::move(findings)}};
}

boost::json::array kinds_of(const lint::Lint& lint) {
  using enum profile::CertificateKind;
  boost::json::array kinds;
  for (const auto& [bit, kind] : {std::pair(lint::kSubscriber, subscriber),
                                  {lint::kRootCa, root_ca},
                                  {lint::kSubordinateCa, subordinate_ca},
                                  {lint::kOcspResponder, ocsp_responder}}) {
    if ((lint.scope & bit) != 0) {
      kinds.emplace_back(to_text(kind));
    }
  }
  return kinds;
}

boost::json::object rule_json(const lint::Lint& lint) {
  boost::json::object object{{"lint", lint.name},
                             {"severity", lint::to_text(lint.severity)},
                             {"citation", lint.citation},
                             {"effective_from", to_rfc3339(lint.effective_from)},
                             {"kinds", kinds_of(lint)},
                             {"public_trust", (lint.scope & lint::kPublicTrust) != 0},
                             {"private_trust", (lint.scope & lint::kPrivateTrust) != 0}};
  if (lint.effective_until != policy::kOpenEnd) {
    object["effective_until"] = to_rfc3339(lint.effective_until);
  }
  return object;
}

void print_rules(const Common& common) {
  boost::json::array items;
  std::string text;
  for (const lint::Lint* lint : lint::all_lints()) {
    items.push_back(rule_json(*lint));
    text += fmt::format("{}{:<8} {:<46} from {:%F}  {}", text.empty() ? "" : "\n",
                        lint::to_text(lint->severity), lint->name, lint->effective_from,
                        lint->citation);
  }
  common.output().print({{"items", std::move(items)}}, text);
}

boost::json::object version_json(const linter::Version& version, Time now) {
  boost::json::object object{{"linter", version.linter},
                             {"version", version.version},
                             {"overdue", linter::is_overdue(version, now)}};
  if (version.released) {
    object["released"] = to_rfc3339(*version.released);
    object["update_due"] = to_rfc3339(linter::update_due(*version.released));
  }
  return object;
}

std::string version_line(const linter::Version& version, Time now) {
  if (version.version.empty()) {
    return fmt::format("{:<10} does not answer", version.linter);
  }
  if (!version.released) {
    return fmt::format("{:<10} {}, released nobody knows when", version.linter, version.version);
  }
  return fmt::format("{:<10} {}, released {}, update due {}{}", version.linter, version.version,
                     to_rfc3339(*version.released),
                     to_rfc3339(linter::update_due(*version.released)),
                     linter::is_overdue(version, now) ? ": OVERDUE" : "");
}

}  // namespace

Result<void> lint_files(const Common& common, const LintFiles& order) {
  if (order.files.empty()) {
    print_rules(common);
    return {};
  }
  const auto set =
      order.is_private ? policy::PolicySet::private_trust : policy::PolicySet::public_trust;
  const auto config = TRY(read_config(common));
  const policy::NameRules names(set, TRY(read_suffix_list(config.policy, common.data)));
  boost::json::array items;
  std::string text;
  bool faulty = false;
  for (const std::string& file : order.files) {
    for (const Bytes& certificate : TRY(certificates_of(file))) {
      const auto lone = lint::run_alone(certificate, set, names);
      const auto& report = lone.report;
      faulty = faulty || report.stops_issuance();
      items.push_back(report_json(file, lone));
      text += fmt::format("{}: {} lints, {} findings\n{}", file, report.lints_run,
                          report.findings.size(), report.to_text());
    }
  }
  common.output().print({{"items", std::move(items)}}, text);
  return faulty ? fail(kLintFaults) : Result<void>();
}

Result<void> list_linters(const Common& common) {
  const auto config = TRY(read_config(common));
  const auto panel = TRY(make_panel(config.linter));
  const SystemClock clock;
  boost::json::array items;
  std::string text = panel ? "" : "no outside linter is configured (linter.zlint, linter.pkimetal)";
  for (const auto& version : panel ? panel->versions() : std::vector<linter::Version>()) {
    items.push_back(version_json(version, clock.now()));
    text += (text.empty() ? "" : "\n") + version_line(version, clock.now());
  }
  common.output().print({{"items", std::move(items)}}, text);
  return {};
}

}  // namespace chancery::app
