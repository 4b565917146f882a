using System.Text.Json;

namespace Kd.Caching;

/// <summary>What the rows of a file are, and what they depend on: the file's head, and by its hash its name. What has another head is another file.</summary>
/// <param name="Kd">The version of Kd.</param>
/// <param name="Teacher">The stage that trained the teacher.</param>
/// <param name="Weights">The hash of its weights.</param>
/// <param name="Data">The hash of all samples, with their ids and order.</param>
/// <param name="Samples">How many samples there are.</param>
/// <param name="Views">How many views of each.</param>
/// <param name="ViewSeed">What the views are drawn with; nothing for samples that are as they are.</param>
/// <param name="Format">The format.</param>
/// <param name="Places">The places, in order, with the shape that the teacher gives for one sample.</param>
internal sealed record CacheHeader(
    string Kd, string Teacher, string Weights, string Data, long Samples, int Views, int? ViewSeed, string Format, IReadOnlyList<CachedPlace> Places)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>How many rows there are: the samples of the first view, in their order, then those of the next.</summary>
    public long Rows => checked(Samples * Views);

    /// <summary>The head as JSON, the same for the same head.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, _json);
}

/// <summary>A place whose outputs are stored.</summary>
/// <param name="Id">The place: <c>logits</c>, or the id of a hint.</param>
/// <param name="Shape">The shape of what the teacher gives there for one sample.</param>
internal sealed record CachedPlace(string Id, IReadOnlyList<long> Shape);
