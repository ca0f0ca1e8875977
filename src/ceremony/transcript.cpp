#include "ceremony/transcript.h"

#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include "base/encoding.h"
#include "ceremony/errors.h"
#include "crypto/hash.h"

namespace chancery::ceremony {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxSize = 4UL * 1024 * 1024;

std::string hash_of(std::string_view line) {
  return to_hex(crypto::sha256(as_bytes(line)));
}

std::unexpected<Error> failed(const std::filesystem::path& file) {
  return std::unexpected(
      Error(kTranscriptFailed).log_only(file.string() + ": " + std::strerror(errno)));
}

Result<Entry> parse_line(std::string_view line, std::size_t number, const std::string& previous) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = 8;
  const json::value value = json::parse(line, error, {}, options);
  const json::object* object = error ? nullptr : value.if_object();
  Entry entry;
  if (object != nullptr) {
    entry.members = *object;
    entry.kind = entry.text("kind");
    entry.time = entry.text("time");
  }
  const json::value* n = entry.members.if_contains("n");
  if (entry.kind.empty() || entry.text("previous") != previous || n == nullptr || !n->is_int64() ||
      n->get_int64() != static_cast<std::int64_t>(number)) {
    return fail(kTranscriptBroken, "line", std::to_string(number));
  }
  return entry;
}

bool write_synced(const std::filesystem::path& file, std::string_view line) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) {
    return false;
  }
  const bool done = ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                    ::fsync(fd) == 0;
  ::close(fd);
  return done;
}

bool sync_folder(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool done = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) {
    ::close(fd);
  }
  return done;
}

}  // namespace

std::string Entry::text(std::string_view name) const {
  const json::value* value = members.if_contains(name);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? "" : std::string(*text);
}

std::vector<std::string> Entry::texts(std::string_view name) const {
  std::vector<std::string> texts;
  const json::value* value = members.if_contains(name);
  for (const json::value& one :
       value != nullptr && value->is_array() ? value->get_array() : json::array()) {
    if (one.is_string()) {
      texts.emplace_back(one.get_string());
    }
  }
  return texts;
}

int Entry::step() const {
  const json::value* value = members.if_contains("step");
  const std::int64_t* number = value == nullptr ? nullptr : value->if_int64();
  return number == nullptr || *number < 0 || *number > 10'000 ? 0 : static_cast<int>(*number);
}

Result<Chain> parse_chain(std::string_view text) {
  if (text.size() > kMaxSize) {
    return fail(kTranscriptBroken, "reason", "larger than 4 MB");
  }
  Chain chain;
  chain.head = std::string(64, '0');
  for (std::size_t end = text.find('\n'); end != std::string_view::npos;
       end = text.find('\n', chain.whole_lines)) {
    const std::string_view line = text.substr(chain.whole_lines, end - chain.whole_lines);
    chain.entries.push_back(TRY(parse_line(line, chain.entries.size(), chain.head)));
    chain.head = hash_of(line);
    chain.whole_lines = end + 1;
  }
  return chain;
}

Result<Transcript> Transcript::open(std::filesystem::path file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  Chain chain = TRY(parse_chain(text));
  if (chain.whole_lines != text.size() &&
      ::truncate(file.c_str(), static_cast<off_t>(chain.whole_lines)) != 0) {
    return failed(file);
  }
  return Transcript(std::move(file), std::move(chain));
}

Result<void> Transcript::append(std::string_view kind, json::object members, Time now) {
  Entry entry{std::string(kind), to_rfc3339(now), {}};
  entry.members = {{"n", static_cast<std::int64_t>(chain_.entries.size())},
                   {"time", entry.time},
                   {"kind", kind},
                   {"previous", chain_.head}};
  for (auto& member : members) {
    entry.members[member.key()] = std::move(member.value());
  }
  const std::string line = json::serialize(entry.members);
  const bool is_first = chain_.entries.empty();
  if (!write_synced(file_, line + "\n") || (is_first && !sync_folder(file_.parent_path()))) {
    return failed(file_);
  }
  chain_.head = hash_of(line);
  chain_.whole_lines += line.size() + 1;
  chain_.entries.push_back(std::move(entry));
  return {};
}

}  // namespace chancery::ceremony
