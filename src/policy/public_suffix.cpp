#include "policy/public_suffix.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <libpsl.h>
#include <system_error>

#include "base/encoding.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "policy/errors.h"

namespace chancery::policy {
namespace {

// The list proper is 250 kB; whatever is much larger is something else.
constexpr std::uintmax_t kMaxListBytes = 16U * 1024 * 1024;
constexpr std::string_view kVersionMark = "// VERSION: ";
constexpr std::size_t kDateSize = 10;

Result<std::string> read_file(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error || size == 0 || size > kMaxListBytes) {
    return std::unexpected(Error(kPublicSuffixListUnreadable).log_only(path));
  }
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// The day that the list itself bears: "// VERSION: 2026-11-02_08-34-53_UTC"; "" when it does not.
std::string own_date(std::string_view content) {
  const auto mark = content.find(kVersionMark);
  if (mark == std::string_view::npos) {
    return "";
  }
  const auto day = parse_time(content.substr(mark + kVersionMark.size(), kDateSize));
  return day ? to_rfc3339(*day).substr(0, kDateSize) : "";
}

std::string date_of_file(const std::string& path) {
  std::error_code error;
  const auto written = std::filesystem::last_write_time(path, error);
  if (error) {
    return "undated";
  }
  const auto when = std::chrono::file_clock::to_sys(written);
  return to_rfc3339(std::chrono::floor<Duration>(when)).substr(0, kDateSize);
}

std::string version_of(std::string_view content, const std::string& path) {
  const auto digest = crypto::sha256(as_bytes(content));
  const std::string own = own_date(content);
  return fmt::format("{} sha256:{}", own.empty() ? date_of_file(path) : own,
                     to_hex(BytesView(digest).first(8)));
}

/// From memory, so that what is loaded is what the version was taken of.
psl_ctx_st* parse_list(std::string& content) {
  FILE* file = ::fmemopen(content.data(), content.size(), "r");
  if (file == nullptr) {
    return nullptr;
  }
  psl_ctx_st* list = psl_load_fp(file);
  (void)std::fclose(file);
  return list;
}

std::string_view parent_of(std::string_view name) {
  const auto dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
}

}  // namespace

PublicSuffixList::PublicSuffixList(psl_ctx_st* list, std::string version)
    : list_(list), version_(std::move(version)) {}

PublicSuffixList::~PublicSuffixList() {
  psl_free(list_);
}

Result<std::shared_ptr<const PublicSuffixList>> PublicSuffixList::load(const std::string& path) {
  std::string content = TRY(read_file(path));
  std::string version = version_of(content, path);
  psl_ctx_st* list = parse_list(content);
  if (list == nullptr) {
    return std::unexpected(Error(kPublicSuffixListUnreadable).log_only(path));
  }
  std::shared_ptr<const PublicSuffixList> loaded(new PublicSuffixList(list, std::move(version)));
  if (!loaded->is_public_suffix("com")) {
    return std::unexpected(Error(kPublicSuffixListUnreadable).log_only(path + ": lacks com"));
  }
  return loaded;
}

bool PublicSuffixList::is_public_suffix(std::string_view name) const {
  return psl_is_public_suffix2(list_, std::string(name).c_str(),
                               PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) == 1;
}

bool PublicSuffixList::has_known_tld(std::string_view name) const {
  const auto dot = name.rfind('.');
  return is_public_suffix(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

std::string_view PublicSuffixList::base_domain(std::string_view name) const {
  if (is_public_suffix(name)) {
    return {};
  }
  for (std::string_view base = name; !base.empty(); base = parent_of(base)) {
    if (is_public_suffix(parent_of(base))) {
      return base;
    }
  }
  return {};
}

}  // namespace chancery::policy
