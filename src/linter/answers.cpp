#include "linter/answers.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "linter/errors.h"

namespace chancery::linter {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxText = 500;

// Fields are read by name; anything of another shape throws, and that is caught in one place.
std::string text_of(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  std::string text = value != nullptr && !value->is_null() ? std::string(value->as_string()) : "";
  text.resize(std::min(text.size(), kMaxText));
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return text;
}

lint::Severity severity_of(std::string_view word) {
  if (word == "notice") {
    return lint::Severity::notice;
  }
  return word == "warning" ? lint::Severity::warning : lint::Severity::error;
}

json::parse_options shallow() {
  json::parse_options options;
  options.max_depth = 4;
  return options;
}

/// `read` may throw.
template <class Read>
auto parsed(std::string_view text, Read&& read) -> Result<decltype(read(json::value()))> {
  try {
    return read(json::parse(text, {}, shallow()));
  } catch (const std::exception& fault) {
    return std::unexpected(Error(kLinterMalformed).log_only(fault.what()));
  }
}

void bound(std::vector<Finding>& findings, const std::string& linter, std::size_t seen) {
  if (seen > kMaxFindings) {
    findings.push_back({linter, "more_findings", lint::Severity::error, "",
                        fmt::format("{} findings in all", seen)});
  }
}

}  // namespace

Result<Version> parse_greeting(std::string_view text) {
  return parsed(text, [](const json::value& value) {
    const json::object& object = value.as_object();
    Version version{text_of(object, "linter"), text_of(object, "version"), {}};
    if (const auto time = parse_time(text_of(object, "released")); time) {
      version.released = to_seconds(*time);
    }
    if (version.linter.empty() || version.version.empty()) {
      throw std::invalid_argument("a greeting without a name");
    }
    return version;
  });
}

Result<std::vector<Finding>> parse_sidecar_answer(std::string_view text,
                                                  const std::string& linter) {
  return parsed(text, [&](const json::value& value) {
    const json::object& object = value.as_object();
    std::vector<Finding> findings;
    if (const std::string failure = text_of(object, "failure"); !failure.empty()) {
      findings.push_back({linter, "unreadable", lint::Severity::error, "", failure});
    }
    const json::value* list = object.if_contains("findings");
    if (list == nullptr) {
      if (!object.empty() && findings.empty()) {
        throw std::invalid_argument("neither findings nor a failure");
      }
      return findings;
    }
    const json::array& all = list->as_array();
    for (const json::value& each : all) {
      const json::object& one = each.as_object();
      if (findings.size() < kMaxFindings) {
        findings.push_back({linter, text_of(one, "lint"), severity_of(text_of(one, "severity")),
                            text_of(one, "citation"), text_of(one, "detail")});
      }
    }
    bound(findings, linter, all.size());
    return findings;
  });
}

Result<std::vector<Finding>> parse_pkimetal_answer(std::string_view text) {
  return parsed(text, [](const json::value& value) {
    constexpr std::string_view kBelow[] = {"meta", "debug", "info"};
    const json::array& all = value.as_array();
    std::vector<Finding> findings;
    std::size_t seen = 0;
    for (const json::value& each : all) {
      const json::object& one = each.as_object();
      const std::string severity = text_of(one, "Severity");
      if (std::ranges::find(kBelow, severity) != std::end(kBelow)) {
        continue;
      }
      if (++seen <= kMaxFindings) {
        findings.push_back({"pkimetal/" + text_of(one, "Linter"), text_of(one, "Code"),
                            severity_of(severity), "", text_of(one, "Finding")});
      }
    }
    bound(findings, "pkimetal", seen);
    return findings;
  });
}

Result<std::string> parse_pkimetal_linters(std::string_view text) {
  return parsed(text, [](const json::value& value) {
    std::string linters;
    for (const json::value& each : value.as_array()) {
      const json::object& one = each.as_object();
      linters += fmt::format("{}{} {}", linters.empty() ? "" : ", ", text_of(one, "Name"),
                             text_of(one, "Version"));
    }
    return linters;
  });
}

}  // namespace chancery::linter
