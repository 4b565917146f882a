namespace Kd;

/// <summary>
/// Names the class behind a schedule word, on the word's attribute class.
/// </summary>
/// <remarks>
/// The class derives from <c>Kd.Training.Schedule</c>. The parameters of its constructor take the values of the
/// attribute's properties of the same names.
/// </remarks>
/// <example>
/// <code>
/// [ScheduleClass("App.Linear")]
/// public sealed class LinearAttribute : ScheduleAttribute { public double Last { get; set; } }
/// </code>
/// </example>
/// <param name="fullName">Namespace and name, as in <c>Kd.Training.Cosine</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScheduleClassAttribute(string fullName) : Attribute
{
    /// <summary>Namespace and name of the class.</summary>
    public string FullName { get; } = fullName;
}
