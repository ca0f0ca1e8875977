#include "crl/list_files.h"

#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "base/encoding.h"
#include "crl/output_file.h"

namespace chancery::crl {
namespace {

constexpr std::size_t kHashInName = 8;
constexpr std::chrono::hours kAbandonedAfter{1};

/// The parts of a list's name before its hash.
struct ListName {
  std::string_view list;  ///< "NAME.SHARD."
  std::int64_t number = 0;
};

std::optional<ListName> parse(std::string_view name) {
  const auto shard = name.find('.');
  const auto number = shard == std::string_view::npos ? shard : name.find('.', shard + 1);
  if (number == std::string_view::npos || name.starts_with(kUnfinished)) {
    return std::nullopt;
  }
  ListName parsed{name.substr(0, number + 1)};
  name.remove_prefix(number + 1);
  const auto read = std::from_chars(name.data(), name.data() + name.size(), parsed.number);
  return read.ec == std::errc() ? std::optional(parsed) : std::nullopt;
}

bool is_abandoned(const std::filesystem::directory_entry& entry, const std::string& name) {
  std::error_code error;
  const auto written = entry.last_write_time(error);
  return !error && name.starts_with(kUnfinished) &&
         written < std::filesystem::file_time_type::clock::now() - kAbandonedAfter;
}

bool is_older(const std::string& name, const std::string& kept) {
  const auto parsed = parse(name);
  const auto newest = parse(kept);
  return name != kept && parsed && newest && parsed->list == newest->list &&
         parsed->number <= newest->number;
}

}  // namespace

std::string list_file_name(std::string_view issuer_name, int shard, std::int64_t number,
                           const model::Digest& hash) {
  return fmt::format("{}.{}.{}.{}.crl", issuer_name, shard, number,
                     to_hex(hash).substr(0, kHashInName));
}

void remove_older_lists(const std::filesystem::path& folder, const std::string& kept) {
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (const std::filesystem::directory_iterator end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename();
    if (is_older(name, kept) || is_abandoned(*entry, name)) {
      std::error_code ignored;
      std::filesystem::remove(entry->path(), ignored);
    }
  }
}

}  // namespace chancery::crl
