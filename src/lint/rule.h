// What every file of a lint includes: its declaration, what it looks at, and how it speaks.
#pragma once

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/encoding.h"
#include "lint/context.h"
#include "lint/facts.h"
#include "lint/oids.h"
#include "lint/registry.h"
#include "lint/view.h"
