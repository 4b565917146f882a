using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>Adds custom attributes to a digest: those that somebody may read while training.</summary>
internal sealed class AttributeDigest(CodeAssembly assembly, TypeNames types, MemberNames members, Digest digest)
{
    // The declaration of a stage has all that Kd's own words say.
    private const string Dsl = "Kd.Dsl";

    private static readonly string[] _ofToolsOnly =
    [
        "System.Diagnostics.",
        "System.CodeDom.Compiler.",
        "System.Runtime.CompilerServices.Nullable",
        "System.Runtime.CompilerServices.CompilerGenerated",
        "System.Runtime.CompilerServices.AsyncStateMachine",
        "System.Runtime.CompilerServices.IteratorStateMachine",
        "System.Runtime.CompilerServices.AsyncIteratorStateMachine",
        "Microsoft.CodeAnalysis.Embedded",
    ];

    private readonly MetadataReader _metadata = assembly.Metadata;

    public void Add(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(_metadata.GetCustomAttribute))
        {
            var (scope, name) = _metadata.TypeOf(attribute);
            if (scope == Dsl || _ofToolsOnly.Any(tool => name.StartsWith(tool, StringComparison.Ordinal)))
            {
                continue;
            }

            digest.Add(members.Of(attribute.Constructor));
            AddValue(attribute);
        }
    }

    private void AddValue(CustomAttribute attribute)
    {
        CustomAttributeValue<string> value;
        try
        {
            value = attribute.DecodeValue(types);
        }
        catch (BadImageFormatException)
        {
            // An enum of another assembly is taken for an int; where that is wrong, the bytes have to do.
            digest.Add(_metadata.GetBlobContent(attribute.Value));
            return;
        }

        foreach (var argument in value.FixedArguments)
        {
            Add(argument.Type, argument.Value);
        }

        foreach (var argument in value.NamedArguments)
        {
            digest.Add(argument.Name ?? "");
            Add(argument.Type, argument.Value);
        }
    }

    private void Add(string type, object? value)
    {
        digest.Add(type);
        if (value is ImmutableArray<CustomAttributeTypedArgument<string>> items)
        {
            digest.Add(items.Length);
            foreach (var item in items)
            {
                Add(item.Type, item.Value);
            }
        }
        else
        {
            digest.Add(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }
    }
}
