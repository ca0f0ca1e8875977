#include "net/dns_message.h"

#include <fmt/format.h>
#include <map>

#include "net/errors.h"

namespace chancery::net {
namespace {

constexpr std::size_t kMaxAliases = 32;
constexpr std::size_t kMaxRecordsRead = 256;
constexpr std::size_t kMaxNameText = 255;
constexpr std::uint16_t kCname = 5;

std::unexpected<Error> malformed(const char* reason) {
  return fail(kDnsRecordMalformed, {{"type", "message"}, {"reason", reason}});
}

void append_label(std::string& name, BytesView label) {
  if (!name.empty()) {
    name += '.';
  }
  for (const auto c : label) {
    if (c >= 'A' && c <= 'Z') {
      name += static_cast<char>(c + ('a' - 'A'));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
      name += static_cast<char>(c);
    } else {
      fmt::format_to(std::back_inserter(name), "\\{:03}", c);
    }
  }
}

class MessageReader {
 public:
  explicit MessageReader(BytesView message) : message_(message) {}

  Result<std::uint16_t> u16() {
    if (message_.size() - at_ < 2) {
      return malformed("cut short");
    }
    at_ += 2;
    return static_cast<std::uint16_t>(message_[at_ - 2] << 8U | message_[at_ - 1]);
  }

  Result<void> skip(std::size_t count) {
    if (message_.size() - at_ < count) {
      return malformed("cut short");
    }
    at_ += count;
    return {};
  }

  // RFC 1035 section 4.1.4. Each pointer must point before the place it was reached from.
  Result<std::string> name() {
    std::string out;
    std::size_t at = at_;
    std::size_t barrier = at_;
    bool jumped = false;
    for (;;) {
      if (at >= message_.size()) {
        return malformed("name cut short");
      }
      const std::size_t length = message_[at];
      if (length == 0) {
        at_ = jumped ? at_ : at + 1;
        return out;
      }
      if (length >= 0xc0) {
        if (at + 1 >= message_.size()) {
          return malformed("pointer cut short");
        }
        const std::size_t target = (length & 0x3fU) << 8U | message_[at + 1];
        if (target >= barrier) {
          return malformed("pointer does not point backwards");
        }
        at_ = jumped ? at_ : at + 2;
        jumped = true;
        at = barrier = target;
        continue;
      }
      if (length > 63 || at + 1 + length > message_.size()) {
        return malformed("label cut short");
      }
      append_label(out, message_.subspan(at + 1, length));
      if (out.size() > 4 * kMaxNameText) {
        return malformed("name too long");
      }
      at += 1 + length;
    }
  }

 private:
  BytesView message_;
  std::size_t at_ = 0;
};

using Aliases = std::map<std::string, std::string, std::less<>>;

// RFC 1035 section 4.1.3. The target is read from a copy, so that a lying RDLENGTH cannot move on.
Result<void> read_record(MessageReader& reader, Aliases& aliases) {
  auto owner = TRY(reader.name());
  const auto type = TRY(reader.u16());
  TRY(reader.skip(2 + 4));  // class, TTL
  const auto length = TRY(reader.u16());
  if (type == kCname) {
    auto rdata = reader;
    aliases.try_emplace(std::move(owner), TRY(rdata.name()));
  }
  return reader.skip(length);
}

Result<Aliases> read_aliases(BytesView message) {
  MessageReader reader(message);
  TRY(reader.skip(4));  // id, flags
  const auto questions = TRY(reader.u16());
  const auto answers = TRY(reader.u16());
  TRY(reader.skip(4));  // the counts of the other sections
  if (questions > 1 || answers > kMaxRecordsRead) {
    return malformed("too many records");
  }
  if (questions == 1) {
    TRY(reader.name());
    TRY(reader.skip(4));
  }
  Aliases aliases;
  for (std::uint16_t i = 0; i < answers; ++i) {
    TRY(read_record(reader, aliases));
  }
  return aliases;
}

}  // namespace

Result<std::vector<std::string>> alias_chain(BytesView message, std::string_view name) {
  const auto aliases = TRY(read_aliases(message));
  std::vector<std::string> chain;
  for (auto next = aliases.find(name); next != aliases.end(); next = aliases.find(next->second)) {
    if (chain.size() == kMaxAliases) {
      return malformed("aliases go round");
    }
    chain.push_back(next->second);
  }
  return chain;
}

}  // namespace chancery::net
