using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>How charges are drawn from a density.</summary>
internal enum ChargeScheme
{
    Mulliken,
    Lowdin,
}

/// <summary>What becomes of fields that are no minima.</summary>
internal enum UnstableFields
{
    /// <summary>They are refused.</summary>
    Refuse,

    /// <summary>They are followed down first, and refused where that does not help.</summary>
    Follow,

    /// <summary>They are not looked for.</summary>
    Keep,
}

/// <summary>What the options after the colon say of any method: <c>t1=…</c>, <c>s2=…</c>, <c>unstable=follow</c>, <c>charges=lowdin</c>.</summary>
internal sealed record MethodSettings
{
    public LabelLimits Limits { get; init; } = new();

    public UnstableFields Unstable { get; init; }

    public ChargeScheme Charges { get; init; }

    /// <exception cref="PotentialGrammarException">A value is wrong.</exception>
    public static MethodSettings Of(PotentialArguments options) => new()
    {
        Limits = LabelLimits.Of(options),
        Unstable = options.Text("unstable")?.ToLowerInvariant() switch
        {
            null or "refuse" => UnstableFields.Refuse,
            "follow" => UnstableFields.Follow,
            "keep" => UnstableFields.Keep,
            var other => throw options.Error("unstable", $"'{other}' is nothing that can become of unstable fields; there are refuse, follow and keep."),
        },
        Charges = options.Text("charges")?.ToLowerInvariant() switch
        {
            null or "mulliken" => ChargeScheme.Mulliken,
            "lowdin" => ChargeScheme.Lowdin,
            var other => throw options.Error("charges", $"'{other}' is no scheme of charges known here; there are mulliken and lowdin."),
        },
    };
}
