#include "store/packed_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace chancery::store {

namespace {

constexpr char kRecordSeparator = '\x1e';
constexpr char kUnitSeparator = '\x1f';

void append_clean(std::string& to, std::string_view part) {
  std::ranges::transform(part, std::back_inserter(to), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = fault == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string pack(const std::vector<std::string>& parts) {
  std::string packed;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) {
      packed.push_back(kRecordSeparator);
    }
    append_clean(packed, part);
  }
  return packed;
}

std::vector<std::string> unpack(std::string_view text) {
  if (text.empty()) {
    return {};
  }
  const auto parts = split(text, kRecordSeparator);
  return {parts.begin(), parts.end()};
}

std::string pack_name(const model::CertificateName& name) {
  return (name.type == model::NameType::ip ? "ip:" : "dns:") + name.value;
}

model::CertificateName unpack_name(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto type = text.substr(0, colon) == "ip" ? model::NameType::ip : model::NameType::dns;
  return {type, std::string(text.substr(std::min(colon + 1, text.size())))};
}

std::string pack_refusals(const std::vector<model::Refusal>& refusals) {
  std::string packed;
  for (const model::Refusal& refusal : refusals) {
    if (&refusal != &refusals.front()) {
      packed.push_back(kRecordSeparator);
    }
    append_clean(packed, refusal.code);
    packed.push_back(kUnitSeparator);
    append_clean(packed, refusal.detail);
    packed.push_back(kUnitSeparator);
    append_clean(packed, refusal.identifier);
  }
  return packed;
}

std::vector<model::Refusal> unpack_refusals(std::string_view text) {
  std::vector<model::Refusal> refusals;
  for (const std::string& record : unpack(text)) {
    const auto units = split(record, kUnitSeparator);
    if (units.size() == 3) {
      refusals.push_back({std::string(units[0]), std::string(units[1]), std::string(units[2])});
    }
  }
  return refusals;
}

std::string pack_submissions(std::span<const model::LogSubmission> submissions) {
  std::string packed;
  for (const model::LogSubmission& one : submissions) {
    if (!packed.empty()) {
      packed.push_back(kRecordSeparator);
    }
    const std::array units{one.log_id,
                           std::to_string(to_millis(one.asked_at)),
                           std::to_string(one.took.count()),
                           std::to_string(static_cast<int>(one.outcome)),
                           one.error,
                           one.log};
    for (const std::string& unit : units) {
      append_clean(packed, unit);
      packed.push_back(kUnitSeparator);
    }
    packed.pop_back();
  }
  return packed;
}

std::vector<model::LogSubmission> unpack_submissions(std::string_view text) {
  std::vector<model::LogSubmission> submissions;
  for (const std::string& record : unpack(text)) {
    const auto units = split(record, kUnitSeparator);
    if (units.size() != 6) {
      continue;
    }
    const auto asked_at = number_in(units[1]);
    const auto took = number_in(units[2]);
    const auto outcome = number_in(units[3]);
    if (asked_at && took && outcome) {
      submissions.push_back({std::string(units[0]), std::string(units[5]), from_millis(*asked_at),
                             Duration(*took), static_cast<model::SubmissionOutcome>(*outcome),
                             std::string(units[4])});
    }
  }
  return submissions;
}

}  // namespace chancery::store
