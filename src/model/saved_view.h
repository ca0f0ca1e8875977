// A list's filters under a name.
#pragma once

#include <string>

#include "base/id.h"
#include "model/ids.h"

namespace chancery::model {

struct SavedView;
using SavedViewId = Id<SavedView>;

struct SavedView {
  SavedViewId id;
  AccountId account;  ///< empty: staff's
  std::string page;   ///< of the console
  std::string name;   ///< unique on that page
  std::string query;  ///< as the page understands it
};

}  // namespace chancery::model
