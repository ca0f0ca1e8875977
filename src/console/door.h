// The routes of the console: /console/ and what lies below, and "/", which leads there.
#pragma once

#include "http/router.h"

namespace chancery::console {

/// Adds the routes. A path below /console/ that is not a file is a page of the console itself and
/// gets index.html, whose script reads the address; a missing file below /console/assets/ is 404.
/// Nothing here asks who is calling: what is shown comes from the REST door, which does.
void add_routes(http::Router& router);

}  // namespace chancery::console
