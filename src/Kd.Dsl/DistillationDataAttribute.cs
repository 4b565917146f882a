namespace Kd;

/// <summary>
/// Marks the static method that gives the data: <c>static DistillationData&lt;TBatch&gt; Load(DataContext context)</c>.
/// </summary>
/// <remarks>
/// A project with a teacher or a student has exactly one. It is called once per run. The training part is trained on,
/// the validation part chooses the epoch that is kept, and the test part is read once, at the end. Files that the
/// method reads belong into the project as <c>@(KdData)</c> items, so that a change of them trains anew.
/// </remarks>
/// <example>
/// <code>
/// public static class Digits
/// {
///     [DistillationData]
///     public static DistillationData&lt;ImageBatch&gt; Load(DataContext context) => ...;
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DistillationDataAttribute : Attribute;
