namespace Kd;

/// <summary>
/// A member whose output is the feature before an exit of a student: one for each <see cref="ExitAttribute">[Exit]</see>, in their order,
/// and one for the model's own output as the last.
/// </summary>
/// <example><code>[ExitFeature] private readonly Sequential bottleneck1;</code></example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class ExitFeatureAttribute : Attribute;
