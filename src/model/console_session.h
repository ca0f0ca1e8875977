// A person's browser, signed in (NT-109). What its cookie holds is never stored.
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"
#include "model/digest.h"
#include "model/user.h"

namespace chancery::model {

struct ConsoleSession;
using ConsoleSessionId = Id<ConsoleSession>;

struct ConsoleSession {
  ConsoleSessionId id;
  UserId user;
  Digest token_hash{};  ///< SHA-256 of 256 random bits
  Time created{};
  Time last_used{};              ///< to the minute
  Time ends{};                   ///< whatever happens
  std::optional<Time> verified;  ///< when a second factor was last shown; none: not yet
  std::string address;           ///< of the browser, for its owner to recognize
  std::string agent;             ///< what it calls itself, likewise
};

}  // namespace chancery::model
