namespace Kd;

/// <summary>
/// Names the class behind an optimizer word, on the word's attribute class.
/// </summary>
/// <remarks>
/// The class derives from <c>Kd.Training.Optimizer</c>. Its constructor takes the parameters to train, and then
/// hyper-parameters that take the values of the attribute's properties of the same names.
/// </remarks>
/// <example>
/// <code>
/// [OptimizerClass("App.Lion")]
/// public sealed class LionAttribute : OptimizerAttribute { public double Beta { get; set; } = 0.9; }
/// </code>
/// </example>
/// <param name="fullName">Namespace and name, as in <c>Kd.Training.Sgd</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OptimizerClassAttribute(string fullName) : Attribute
{
    /// <summary>Namespace and name of the class.</summary>
    public string FullName { get; } = fullName;
}
