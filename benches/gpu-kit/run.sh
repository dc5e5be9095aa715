#!/bin/sh
# Runs the kit with its own node and Vulkan loader; the machine brings the driver.
here=$(cd "$(dirname "$0")" && pwd)
LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/bin/node" "$here/gpu-kit/run.mjs" "$@"
