namespace Kd;

/// <summary>
/// Names the class that computes a term, on the term's attribute class.
/// </summary>
/// <remarks>
/// The class derives from <c>Kd.Losses.Loss</c> and has one <c>Forward</c>. Each parameter of its constructor is a
/// hyper-parameter and takes the value of the attribute's property of the same name.
/// </remarks>
/// <example>
/// <code>
/// [LossClass(typeof(Margin))]
/// public sealed class MarginAttribute : ResponseAttribute { public double Slack { get; set; } = 1; }
///
/// public sealed class Margin(double slack) : Loss
/// {
///     public Tensor Forward(Tensor student, Tensor teacher) => ...;
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LossClassAttribute : Attribute
{
    /// <summary>Names a class by its full name, for a word that cannot see it.</summary>
    /// <param name="fullName">Namespace and name, as in <c>Kd.Losses.Response</c>.</param>
    public LossClassAttribute(string fullName) => FullName = fullName;

    /// <summary>Names a class by its type.</summary>
    /// <param name="type">The loss class.</param>
    public LossClassAttribute(Type type) => FullName = type.FullName ?? type.Name;

    /// <summary>Namespace and name of the class.</summary>
    public string FullName { get; }
}
