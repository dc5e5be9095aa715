// One thread a tile of 4×4 pixels and a channel.

alias Line = array<f32, 6>;

@compute @workgroup_size(64)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    let tiles = info[1] * TILES.x * TILES.y;
    let index = (group.y * groups.x + group.x) * 64u + local;
    if (index < tiles * CHANNELS) {
        let tile = index / CHANNELS;
        let image = info[0] + tile / (TILES.x * TILES.y);
        transform(tiles, index, image, 4u * vec2(tile / TILES.y % TILES.x, tile % TILES.y));
    }
}
