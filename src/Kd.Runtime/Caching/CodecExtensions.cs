using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>All places of a teacher at once.</summary>
internal static class CodecExtensions
{
    /// <summary>Makes what is stored of outputs: the tensors of the first place, then those of the next. To be called in a dispose scope.</summary>
    public static Tensor[] Encode(this IReadOnlyList<OutputCodec> codecs, IReadOnlyList<Tensor> outputs) => [.. codecs.SelectMany((codec, i) => codec.Encode(outputs[i]))];

    /// <summary>Makes outputs of what is stored.</summary>
    public static Tensor[] Decode(this IReadOnlyList<OutputCodec> codecs, IReadOnlyList<Tensor> stored) => [.. codecs.Split(stored).Select((tensors, i) => codecs[i].Decode(tensors))];

    /// <summary>The stored tensors by place.</summary>
    public static Tensor[][] Split(this IReadOnlyList<OutputCodec> codecs, IReadOnlyList<Tensor> stored)
    {
        var begin = 0;
        return [.. codecs.Select(codec => stored.Skip(begin).Take(codec.Stored.Count).ToArray()).Select(tensors =>
        {
            begin += tensors.Length;
            return tensors;
        })];
    }
}
