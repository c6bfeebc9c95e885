using System.Reflection;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Testing;

/// <summary>
/// Finds the kernels of an assembly: methods marked NoInlining and AggressiveOptimization. Marking is listing: each is taken at every width,
/// at every (value, tangent) number where it takes one, and with every law that fits it.
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
        var type = method.DeclaringType!;
        var ofType = type.IsGenericTypeDefinition ? type.GetGenericArguments() : [];
        Type[] all = [.. ofType, .. method.IsGenericMethodDefinition ? method.GetGenericArguments() : []];
        var any = false;
        foreach (var chosen in Choices(all, 0, [], new Surroundings(assembly, type)))
        {
            any = true;
            var open = ofType.Length == 0
                ? method
                : (MethodInfo)MethodBase.GetMethodFromHandle(method.MethodHandle, type.MakeGenericType(chosen[..ofType.Length]).TypeHandle)!;
            yield return open.IsGenericMethodDefinition ? open.MakeGenericMethod(chosen[ofType.Length..]) : open;
        }
        if (!any)
            throw new NotSupportedException($"Nothing was found that {type.Name}.{method.Name} could be run with; its kernel would go untested.");
    }

    static IEnumerable<Type[]> Choices(Type[] parameters, int at, Dictionary<Type, Type> chosen, Surroundings around)
    {
        if (at == parameters.Length)
        {
            yield return [.. parameters.Select(p => chosen[p])];
            yield break;
        }
        var parameter = parameters[at];
        var choices = chosen.ContainsKey(parameter) ? [chosen] : Candidates(parameter, chosen, around);
        foreach (var choice in choices)
        {
            foreach (var rest in Choices(parameters, at + 1, choice, around))
                yield return rest;
        }
    }

    static IEnumerable<Dictionary<Type, Type>> Candidates(Type parameter, Dictionary<Type, Type> chosen, Surroundings around)
    {
        var constraints = parameter.GetGenericParameterConstraints().Where(c => c.IsInterface).ToArray();
        if (constraints.FirstOrDefault(c => IsA(c, typeof(IWide<,>))) is { } wide)
        {
            // A scalar that is a parameter too is chosen with the width, or was before.
            var scalar = wide.GetGenericArguments()[1];
            var known = scalar.IsGenericParameter ? chosen.GetValueOrDefault(scalar) : scalar;
            return Widths.Where(w => known is null || w.Scalar == known)
                .Select(w => scalar.IsGenericParameter ? With(chosen, (parameter, w.Wide), (scalar, w.Scalar)) : With(chosen, (parameter, w.Wide)));
        }
        if (constraints.Any(c => IsA(c, typeof(IReal<>))))
            return Widths.SelectMany(w => new[] { w.Wide, typeof(Dual<>).MakeGenericType(w.Wide) }).Select(t => With(chosen, (parameter, t)));
        Type[] laws = [.. constraints.Where(c => c.Namespace?.StartsWith("System", StringComparison.Ordinal) != true)];
        if (laws.Length == 0)
            return new[] { typeof(float), typeof(double) }.Select(t => With(chosen, (parameter, t)));
        return around.Structs(chosen).Select(t => With(chosen, (parameter, t))).Where(c => laws.All(law => Fits(law, c, c[parameter])));
    }

    static bool Fits(Type law, Dictionary<Type, Type> chosen, Type candidate)
    {
        if (!law.IsGenericType)
            return law.IsAssignableFrom(candidate);
        Type[] arguments = [.. law.GetGenericArguments().Select(a => chosen.GetValueOrDefault(a, a))];
        // The other way round, closing the law over the candidate, throws where the law's own constraints do not hold.
        return candidate.GetInterfaces().Any(i => IsA(i, law.GetGenericTypeDefinition()) && i.GetGenericArguments().SequenceEqual(arguments));
    }

    static Dictionary<Type, Type> With(Dictionary<Type, Type> chosen, params (Type Parameter, Type Choice)[] more)
    {
        var all = new Dictionary<Type, Type>(chosen);
        foreach (var (parameter, choice) in more)
            all[parameter] = choice;
        return all;
    }

    static bool IsA(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    /// <summary>Where laws are looked for: in the assembly, in Numerics, and inside the kernel's own type, where they share its arguments.</summary>
    sealed class Surroundings(Assembly assembly, Type home)
    {
        readonly Type[] _open =
            [.. new[] { assembly, typeof(IReal<>).Assembly }.Distinct().SelectMany(a => a.GetTypes()).Where(t => t.IsValueType && !t.ContainsGenericParameters)];
        readonly Type[] _nested = home.IsGenericTypeDefinition ? [.. home.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Where(t => t.IsValueType)] : [];

        public IEnumerable<Type> Structs(Dictionary<Type, Type> chosen)
        {
            Type[] arguments = [.. home.GetGenericArguments().Select(p => chosen.GetValueOrDefault(p)!)];
            var closed = arguments.Contains(null!) ? [] : _nested.Where(t => t.GetGenericArguments().Length == arguments.Length).Select(t => t.MakeGenericType(arguments));
            return _open.Concat(closed);
        }
    }
}
