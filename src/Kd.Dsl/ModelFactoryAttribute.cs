namespace Kd;

/// <summary>
/// Marks the static method that makes a model whose constructor needs arguments.
/// </summary>
/// <remarks>
/// The method is static, not private, takes no argument (or only optional ones) and returns the class that it stands
/// in. A model with a parameterless constructor, or one whose parameters are all optional, needs none.
/// </remarks>
/// <example>
/// <code>
/// [ModelFactory] public static WideResNet Create() => new(depth: 16, width: 2);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ModelFactoryAttribute : Attribute;
