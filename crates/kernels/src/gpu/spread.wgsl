// Bᵀ · B of the 6×6 pixels that each tile of 4×4 results sees: `[N, H, W, C]` → `[36, tiles, C]`.

fn analyse(v: Line) -> Line {
    let even = v[4] - 4.0 * v[2];
    let odd = v[3] - 4.0 * v[1];
    let wide = v[4] - v[2];
    let steep = 2.0 * (v[3] - v[1]);
    return Line(
        4.0 * v[0] - 5.0 * v[2] + v[4], even + odd, even - odd, wide + steep, wide - steep,
        4.0 * v[1] - 5.0 * v[3] + v[5],
    );
}

// Of the tile whose upper left result is at `corner`.
fn transform(tiles: u32, index: u32, image: u32, corner: vec2<u32>) {
    var columns: array<Line, 6>;
    for (var x = 0; x < 6; x++) {
        // Written out: Dawn on SwiftShader keeps the last round's numbers in a variable that is only declared in a loop.
        var column = Line(0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var y = 0; y < 6; y++) {
            let at = vec2<i32>(corner) - 1 + vec2(y, x);
            if (all(at >= vec2(0)) && all(at < vec2<i32>(FROM))) {
                let pixel = (image * FROM.x + u32(at.x)) * FROM.y + u32(at.y);
                column[y] = seen(pixel * CHANNELS + index % CHANNELS);
            }
        }
        columns[x] = analyse(column);
    }
    for (var y = 0u; y < 6u; y++) {
        let line = analyse(Line(columns[0][y], columns[1][y], columns[2][y], columns[3][y], columns[4][y], columns[5][y]));
        for (var x = 0u; x < 6u; x++) {
            results[(6u * y + x) * tiles * CHANNELS + index] = line[x];
        }
    }
}
