#include "ceremony/roster.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include "base/encoding.h"
#include "ceremony/errors.h"

namespace chancery::ceremony {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& object, std::string_view name) {
  const json::value* value = object.is_object() ? object.get_object().if_contains(name) : nullptr;
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

}  // namespace

Result<Roster> Roster::open(std::filesystem::path file) {
  Roster roster(std::move(file));
  std::ifstream in(roster.file_, std::ios::binary);
  if (!in) {
    return roster;
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_array()) {
    return fail(kTranscriptBroken, "file", "roster");
  }
  for (const json::value& one : value.get_array()) {
    roster.members_.push_back({text_of(one, "id"), text_of(one, "name"), text_of(one, "key")});
  }
  return roster;
}

Roster::Member Roster::member_of(const Person& person) {
  return {person.id, person.name, to_base64(person.key.spki_der())};
}

bool Roster::has(const Person& person) const {
  return std::ranges::find(members_, member_of(person)) != members_.end();
}

Result<void> Roster::enrol(std::span<const Person> people) {
  std::vector<Member> members = members_;
  for (const Person& person : people) {
    Member fresh = member_of(person);
    if (std::ranges::find(members, fresh) != members.end()) {
      continue;
    }
    const bool clashes = std::ranges::any_of(members, [&](const Member& member) {
      return member.id == fresh.id || member.key == fresh.key;
    });
    if (clashes) {
      return fail(kPersonNotEnrolled, "person", person.id);
    }
    members.push_back(std::move(fresh));
  }
  if (members.size() != members_.size()) {
    TRY(save(members));
    members_ = std::move(members);
  }
  return {};
}

// Written beside its place and renamed: the old one or the new one is there, never half of one.
Result<void> Roster::save(const std::vector<Member>& members) const {
  json::array list;
  for (const Member& member : members) {
    list.push_back({{"id", member.id}, {"name", member.name}, {"key", member.key}});
  }
  const std::string text = json::serialize(list) + "\n";
  const std::filesystem::path fresh = file_.string() + ".new";
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written = fd >= 0 &&
                       ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(fd) == 0;
  if (fd >= 0) {
    ::close(fd);
  }
  if (!written || ::rename(fresh.c_str(), file_.c_str()) != 0) {
    return std::unexpected(
        Error(kTranscriptFailed).log_only(file_.string() + ": " + std::strerror(errno)));
  }
  return {};
}

}  // namespace chancery::ceremony
