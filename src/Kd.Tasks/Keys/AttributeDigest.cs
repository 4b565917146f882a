using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>Adds custom attributes to a digest: those that somebody may read while training.</summary>
internal sealed class AttributeDigest(CodeAssembly assembly, TypeNames types, MemberNames members, Digest digest)
{
    // The declaration of a stage has all that Kd's own words say, but for one, which may stand in any module and is read with the file.
    private const string Dsl = "Kd.Dsl";
    private const string WeightName = "Kd.WeightNameAttribute";

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
            if ((scope == Dsl && name != WeightName) || _ofToolsOnly.Any(tool => name.StartsWith(tool, StringComparison.Ordinal)))
            {
                continue;
            }

            digest.Add(members.Of(attribute.Constructor));
            AddValue(attribute);
        }
    }

    // The bytes say it all, unless they name types: with these they have the versions of assemblies.
    private void AddValue(CustomAttribute attribute)
    {
        if (TryDecode(attribute) is { } value && Values(value).Any(MentionsType))
        {
            AddDecoded(value);
        }
        else
        {
            digest.Add(_metadata.GetBlobContent(attribute.Value));
        }
    }

    private CustomAttributeValue<string>? TryDecode(CustomAttribute attribute)
    {
        try
        {
            return attribute.DecodeValue(types);
        }
        catch (BadImageFormatException)
        {
            // An enum of another assembly was taken for an int and is none.
            return null;
        }
    }

    private static IEnumerable<CustomAttributeTypedArgument<string>> Values(CustomAttributeValue<string> value) =>
        value.FixedArguments.Concat(value.NamedArguments.Select(a => new CustomAttributeTypedArgument<string>(a.Type, a.Value)));

    private bool MentionsType(CustomAttributeTypedArgument<string> argument) =>
        types.IsSystemType(argument.Type)
        || argument.Value is ImmutableArray<CustomAttributeTypedArgument<string>> items && items.Any(MentionsType);

    private void AddDecoded(CustomAttributeValue<string> value)
    {
        foreach (var name in value.NamedArguments.Select(a => a.Name ?? ""))
        {
            digest.Add(name);
        }

        foreach (var argument in Values(value))
        {
            Add(argument);
        }
    }

    private void Add(CustomAttributeTypedArgument<string> argument)
    {
        digest.Add(argument.Type);
        if (argument.Value is ImmutableArray<CustomAttributeTypedArgument<string>> items)
        {
            digest.Add(items.Length);
            foreach (var item in items)
            {
                Add(item);
            }
        }
        else
        {
            digest.Add(Convert.ToString(argument.Value, CultureInfo.InvariantCulture) ?? "");
        }
    }
}
