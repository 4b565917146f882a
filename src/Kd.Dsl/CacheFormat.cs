namespace Kd;

/// <summary>In what form a <see cref="TeacherCacheAttribute">[TeacherCache]</see> stores what a teacher gives.</summary>
public enum CacheFormat
{
    /// <summary>32-bit numbers: what the teacher gave.</summary>
    Float32,

    /// <summary>16-bit numbers, half the size: three decimal digits, up to 65504.</summary>
    Float16,

    /// <summary>
    /// The largest logits of each sample, and one number for all others: for outputs with many classes. What is read has the largest as they
    /// were; the others are equal, such that together they have the probability, at temperature 1, that they had.
    /// </summary>
    TopK,
}
