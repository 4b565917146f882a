using System.Reflection.Metadata;

namespace Kd.Tasks.Keys;

/// <summary>The hash of one type: its shape and the code of all its members, nested types aside.</summary>
/// <param name="Hash">The hash.</param>
/// <param name="Reached">What its code leads to.</param>
internal sealed record TypeDigest(string Hash, Reached Reached)
{
    public static TypeDigest Of(CodeType type, CodeAssemblies all)
    {
        var reached = new Reached();
        using var digest = new Digest();
        new Builder(type, all, reached, digest).Add();
        return new(digest.Hash(), reached);
    }

    private sealed class Builder
    {
        private readonly MetadataReader _metadata;
        private readonly TypeDefinition _type;
        private readonly Digest _digest;
        private readonly TypeNames _types;
        private readonly AttributeDigest _attributes;
        private readonly BodyDigest _bodies;

        public Builder(CodeType type, CodeAssemblies all, Reached reached, Digest digest)
        {
            _metadata = type.Assembly.Metadata;
            _type = type.Definition;
            _digest = digest;
            _types = new(type.Assembly, all, reached);
            var members = new MemberNames(type.Assembly, _types, reached);
            _attributes = new(type.Assembly, _types, members, digest);
            _bodies = new(type.Assembly, _types, members, digest);
        }

        public void Add()
        {
            var layout = _type.GetLayout();
            _digest.Add((int)_type.Attributes).Add(layout.Size).Add(layout.PackingSize).Add(_types.Of(_type.BaseType));
            foreach (var name in _type.GetInterfaceImplementations().Select(i => _types.Of(_metadata.GetInterfaceImplementation(i).Interface)).OrderBy(n => n, StringComparer.Ordinal))
            {
                _digest.Add(name);
            }

            Add(_type.GetGenericParameters());
            _attributes.Add(_type.GetCustomAttributes());

            // Fields keep their order: reflection over them decides the order of a module's parameters.
            foreach (var field in _type.GetFields().Select(_metadata.GetFieldDefinition).Where(f => !GeneratedCode.IsMarked(_metadata, f.GetCustomAttributes())))
            {
                Add(field);
            }

            foreach (var method in _type.GetMethods().Select(_metadata.GetMethodDefinition).Where(m => !GeneratedCode.IsMarked(_metadata, m.GetCustomAttributes()))
                .OrderBy(m => _metadata.GetString(m.Name), StringComparer.Ordinal))
            {
                Add(method);
            }

            foreach (var property in _type.GetProperties().Select(_metadata.GetPropertyDefinition).OrderBy(p => _metadata.GetString(p.Name), StringComparer.Ordinal))
            {
                _digest.Add(_metadata.GetString(property.Name));
                _attributes.Add(property.GetCustomAttributes());
            }
        }

        private void Add(FieldDefinition field)
        {
            _digest.Add(_metadata.GetString(field.Name)).Add((int)field.Attributes).Add(field.GetOffset()).Add(field.DecodeSignature(_types, null));
            Add(field.GetDefaultValue());
            _attributes.Add(field.GetCustomAttributes());
        }

        private void Add(MethodDefinition method)
        {
            _digest.Add(_metadata.GetString(method.Name)).Add((int)method.Attributes).Add((int)method.ImplAttributes);
            _digest.Add(TypeNames.Signature(method.DecodeSignature(_types, null)));
            Add(method.GetGenericParameters());
            foreach (var parameter in method.GetParameters().Select(_metadata.GetParameter))
            {
                _digest.Add(_metadata.GetString(parameter.Name)).Add((int)parameter.Attributes);
                Add(parameter.GetDefaultValue());
                _attributes.Add(parameter.GetCustomAttributes());
            }

            _attributes.Add(method.GetCustomAttributes());
            if (method.GetImport() is { Module.IsNil: false } import)
            {
                _digest.Add(_metadata.GetString(_metadata.GetModuleReference(import.Module).Name)).Add(_metadata.GetString(import.Name));
            }

            _bodies.Add(method.RelativeVirtualAddress);
        }

        private void Add(GenericParameterHandleCollection parameters)
        {
            foreach (var parameter in parameters.Select(_metadata.GetGenericParameter))
            {
                _digest.Add((int)parameter.Attributes);
                foreach (var constraint in parameter.GetConstraints().Select(_metadata.GetGenericParameterConstraint))
                {
                    _digest.Add(_types.Of(constraint.Type));
                }
            }
        }

        private void Add(ConstantHandle handle)
        {
            if (!handle.IsNil)
            {
                var constant = _metadata.GetConstant(handle);
                _digest.Add((int)constant.TypeCode).Add(_metadata.GetBlobContent(constant.Value));
            }
        }
    }
}
