using System.Reflection;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Testing;

/// <summary>
/// Finds the kernels of an assembly: methods marked NoInlining and AggressiveOptimization. Marking is listing: each is taken at every width,
/// at every (value, tangent) number where it takes one, and with every law of the assembly that fits it.
/// </summary>
public static class Kernels
{
    static readonly (Type Wide, Type Scalar)[] Widths =
    [
        (typeof(F32x16), typeof(float)), (typeof(F32x8), typeof(float)), (typeof(F32x4), typeof(float)), (typeof(F32x1), typeof(float)),
        (typeof(F64x8), typeof(double)), (typeof(F64x4), typeof(double)), (typeof(F64x2), typeof(double)), (typeof(F64x1), typeof(double)),
    ];

    /// <summary>Every kernel of <paramref name="assembly"/>, closed over all that it can be run with.</summary>
    public static IEnumerable<MethodInfo> In(Assembly assembly)
    {
        const MethodImplAttributes Marks = MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization;
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var type in assembly.GetTypes())
        {
            foreach (var method in type.GetMethods(Any))
            {
                if ((method.MethodImplementationFlags & Marks) != Marks)
                    continue;
                foreach (var closed in Close(method, assembly))
                    yield return closed;
            }
        }
    }

    static IEnumerable<MethodInfo> Close(MethodInfo method, Assembly assembly)
    {
        var ofType = method.DeclaringType!.IsGenericTypeDefinition ? method.DeclaringType.GetGenericArguments() : [];
        Type[] all = [.. ofType, .. method.IsGenericMethodDefinition ? method.GetGenericArguments() : []];
        foreach (var chosen in Choices(all, 0, [], assembly))
        {
            var open = method;
            if (ofType.Length > 0)
            {
                var closedType = method.DeclaringType.MakeGenericType(chosen[..ofType.Length]);
                open = (MethodInfo)MethodBase.GetMethodFromHandle(method.MethodHandle, closedType.TypeHandle)!;
            }
            yield return open.IsGenericMethodDefinition ? open.MakeGenericMethod(chosen[ofType.Length..]) : open;
        }
    }

    static IEnumerable<Type[]> Choices(Type[] parameters, int at, Dictionary<Type, Type> chosen, Assembly assembly)
    {
        if (at == parameters.Length)
        {
            yield return [.. parameters.Select(p => chosen[p])];
            yield break;
        }
        var parameter = parameters[at];
        if (chosen.ContainsKey(parameter))
        {
            foreach (var rest in Choices(parameters, at + 1, chosen, assembly))
                yield return rest;
            yield break;
        }
        foreach (var (choice, other, otherChoice) in Candidates(parameter, assembly))
        {
            // A scalar named by a wide number is chosen with it; a wide number may come after its scalar.
            if (other is not null && chosen.TryGetValue(other, out var already) && already != otherChoice)
                continue;
            var with = new Dictionary<Type, Type>(chosen) { [parameter] = choice };
            if (other is not null)
                with[other] = otherChoice!;
            foreach (var rest in Choices(parameters, at + 1, with, assembly))
                yield return rest;
        }
    }

    static IEnumerable<(Type Choice, Type? Other, Type? OtherChoice)> Candidates(Type parameter, Assembly assembly)
    {
        var constraints = parameter.GetGenericParameterConstraints().Where(c => c.IsInterface).ToArray();
        if (constraints.FirstOrDefault(c => IsA(c, typeof(IWide<,>))) is { } wide)
        {
            var scalar = wide.GetGenericArguments()[1];
            return Widths.Where(w => scalar.IsGenericParameter || w.Scalar == scalar)
                .Select(w => (w.Wide, scalar.IsGenericParameter ? scalar : null, scalar.IsGenericParameter ? w.Scalar : null));
        }
        if (constraints.Any(c => IsA(c, typeof(IReal<>))))
            return Widths.SelectMany(w => new[] { w.Wide, typeof(Dual<>).MakeGenericType(w.Wide) }).Select(t => (t, (Type?)null, (Type?)null));
        if (constraints.FirstOrDefault(c => !c.IsGenericType) is { } law)
            return assembly.GetTypes().Where(t => t.IsValueType && law.IsAssignableFrom(t)).Select(t => (t, (Type?)null, (Type?)null));
        return new[] { typeof(float), typeof(double) }.Select(t => (t, (Type?)null, (Type?)null));
    }

    static bool IsA(Type constraint, Type definition) => constraint.IsGenericType && constraint.GetGenericTypeDefinition() == definition;
}
