//! Networks that are known by their names and not computed.

/// What a name of a network's tensors holds, and which network that is. The first that fits counts.
const MARKS: [(&str, &str); 34] = [
    ("convShortcut", "a wide ResNet"),
    ("block1.layer.0.", "a wide ResNet"),
    ("residual_layer", "a wide ResNet"),
    ("denseblock", "a DenseNet"),
    ("dense1.0.", "a DenseNet"),
    ("cls_token", "a vision transformer"),
    ("class_token", "a vision transformer"),
    (".attn.", "a transformer"),
    ("self_attention", "a transformer"),
    ("relative_position_bias_table", "a Swin transformer"),
    ("resnet.embedder", "a ResNet in the layout of Hugging Face's transformers"),
    ("conv_dw", "a network with depthwise convolutions, such as ConvNeXt or MobileNet"),
    ("dwconv", "a network with depthwise convolutions, such as ConvNeXt"),
    ("conv_depthwise", "a network with depthwise convolutions"),
    ("conv_stem", "an EfficientNet or a MobileNet"),
    ("features.0.0.weight", "an EfficientNet or a MobileNet"),
    ("layers.0.conv3", "a MobileNet"),
    ("inception3a", "a GoogLeNet"),
    ("Mixed_5b", "an Inception network"),
    ("a3.b1.0", "a GoogLeNet"),
    ("features.3.squeeze", "a SqueezeNet"),
    ("fire2.", "a SqueezeNet"),
    ("trunk_output", "a RegNet"),
    (".se.", "a network with squeeze-and-excitation"),
    ("se_module", "a network with squeeze-and-excitation"),
    ("stage2.0.branch", "a ShuffleNet"),
    ("token_mixing", "an MLP-Mixer"),
    ("mlp_tokens", "an MLP-Mixer"),
    ("level_tree", "a network with deep layer aggregation"),
    ("left_node", "a network with deep layer aggregation"),
    ("features.init_block", "a network of pytorchcv's"),
    ("decoder.", "a network that makes images"),
    ("roi_heads", "a detector"),
    ("lora_", "a low-rank change to another network"),
];

/// Which network it is, by one of its names.
pub fn network(names: &[&str]) -> Option<&'static str> {
    let mark = MARKS.iter().find(|(mark, _)| names.iter().any(|name| name.contains(mark)));
    let known = mark.map(|(_, network)| *network);
    let ends = |end: &str| names.iter().any(|name| name.ends_with(end));
    let known = known.or_else(|| has_three_stages(names).then_some(THREE_STAGES));
    known.or_else(|| ends("fc1.weight").then_some("a network with several linear layers"))
}

/// He et al.'s own for CIFAR-10, of 16, 32 and 64 channels.
const THREE_STAGES: &str = "a ResNet of three stages, such as ResNet-20, 32, 44, 56 or 110,";

fn has_three_stages(names: &[&str]) -> bool {
    let has = |stage: usize| names.iter().any(|name| name.contains(&format!("layer{stage}.0.conv1.")));
    has(1) && has(2) && has(3) && !has(4)
}
