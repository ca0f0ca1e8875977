// A form that was begun and not sent yet.
#pragma once

#include <string>

#include "base/id.h"
#include "base/time.h"
#include "model/ids.h"

namespace chancery::model {

struct Draft;
using DraftId = Id<Draft>;

struct Draft {
  DraftId id;
  AccountId account;
  std::string name;
  std::string kind;     ///< "cloud-basic" or "advanced-dv": of the form
  std::string content;  ///< a JSON object; empty in lists
  Time created{};
  Time updated{};
};

}  // namespace chancery::model
