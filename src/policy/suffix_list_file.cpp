#include "policy/suffix_list_file.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <vector>

#include "policy/errors.h"

namespace chancery::policy {
namespace {

constexpr std::string_view kDafsaMark = ".DAFSA@PSL_";
constexpr std::string_view kSectionBegins = "// ===BEGIN ICANN DOMAINS===";
constexpr std::string_view kSectionEnds = "// ===END ICANN DOMAINS===";
constexpr std::size_t kDateSize = 10;

// What a list has to keep of the one before it, in hundredths.
constexpr std::size_t kKeptTopLevel = 95;
constexpr std::size_t kKeptExtent = 80;

/// Between the marks; nothing when one of them is missing.
std::optional<std::string_view> icann_section(std::string_view content) {
  const auto begin = content.find(kSectionBegins);
  const auto end = content.find(kSectionEnds, std::min(begin, content.size()));
  if (begin == std::string_view::npos || end == std::string_view::npos) {
    return std::nullopt;
  }
  return content.substr(begin, end - begin);
}

std::size_t count_rules(std::string_view section) {
  std::size_t rules = 0;
  while (!section.empty()) {
    const std::string_view line = section.substr(0, section.find('\n'));
    section.remove_prefix(std::min(line.size() + 1, section.size()));
    rules += line.empty() || line.starts_with("//") ? 0 : 1;
  }
  return rules;
}

/// Every name that a country could have, and the generic domains of old.
std::vector<std::string> probes() {
  std::vector<std::string> names{"com", "net", "org", "edu", "gov", "mil", "int", "info", "biz"};
  for (char first = 'a'; first <= 'z'; ++first) {
    for (char second = 'a'; second <= 'z'; ++second) {
      names.push_back({first, second});
    }
  }
  return names;
}

std::unexpected<Error> implausible(std::size_t seen, std::size_t had, std::string_view of_what) {
  return fail(kPublicSuffixListImplausible, {{"seen", fmt::format("{} {}", seen, of_what)},
                                             {"before", fmt::format("{} {}", had, of_what)}});
}

}  // namespace

Result<SuffixListFile> load_suffix_list(const std::string& path) {
  auto list = TRY(PublicSuffixList::load(path));
  SuffixListFile file{.list = std::move(list)};
  file.dated = parse_time(file.list->version().substr(0, kDateSize)).value_or(Time());
  std::ifstream in(path, std::ios::binary);  // its size was looked at before
  const std::string content(std::istreambuf_iterator<char>(in), {});
  if (content.starts_with(kDafsaMark)) {
    file.form = SuffixListForm::dafsa;
    file.extent = content.size();
    return file;
  }
  const auto section = icann_section(content);
  if (!section) {
    return std::unexpected(
        Error(kPublicSuffixListUnreadable).log_only(path + ": its ICANN section has no end"));
  }
  file.extent = count_rules(*section);
  return file;
}

Result<void> check_successor(const SuffixListFile& old, const SuffixListFile& fresh) {
  std::size_t had = 0;
  std::size_t kept = 0;
  for (const std::string& name : probes()) {
    if (old.list->is_public_suffix(name)) {
      ++had;
      kept += fresh.list->is_public_suffix(name) ? 1 : 0;
    }
  }
  if (kept * 100 < had * kKeptTopLevel) {
    return implausible(kept, had, "top-level domains");
  }
  if (old.form == fresh.form && fresh.extent * 100 < old.extent * kKeptExtent) {
    return implausible(fresh.extent, old.extent,
                       old.form == SuffixListForm::text ? "rules" : "bytes");
  }
  return {};
}

}  // namespace chancery::policy
