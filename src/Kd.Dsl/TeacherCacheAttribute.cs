namespace Kd;

/// <summary>
/// On a student with frozen teachers: what they give for the training samples, logits and hints, is stored once, and the student learns from
/// what is stored. A student that has the same teachers, places and data uses the same files.
/// </summary>
/// <remarks>
/// <para>A step then costs what it costs without a teacher. What is stored belongs to the teacher's weights, the samples, the places and the
/// format; whatever else is found is made anew (KD2110), never used.</para>
/// <para>Of samples that are augmented by chance, <see cref="Views"/> views are drawn, stored and replayed: epoch e sees the view (e - 1) mod
/// Views of each sample, exactly as the teacher saw it. Augmentations that mix the samples of a batch are refused (KD3041).</para>
/// </remarks>
/// <example><code>[Student&lt;Large&gt;, TeacherCache(Views = 4, Format = CacheFormat.Float16), Response(Temperature = 4)]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TeacherCacheAttribute : Attribute
{
    /// <summary>How many views of each sample there are, if the data is augmented; else there is one.</summary>
    [Bounds(AtLeast = 1)]
    public int Views { get; set; } = 1;

    /// <summary>In what form the teacher's outputs are stored.</summary>
    public CacheFormat Format { get; set; }

    /// <summary>How many logits of a sample are stored, with <see cref="CacheFormat.TopK"/>.</summary>
    [Bounds(AtLeast = 1), Effect(nameof(Format), Is = CacheFormat.TopK)]
    public int TopK { get; set; } = 32;

    /// <summary>Whether anything is stored; else the teacher runs in every step.</summary>
    public bool Enabled { get; set; } = true;
}
