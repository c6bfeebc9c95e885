using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>How charges are drawn from a density.</summary>
internal enum ChargeScheme
{
    Mulliken,
    Lowdin,
}

/// <summary>What the options after the colon say of any method: <c>t1=…</c>, <c>s2=…</c>, <c>charges=lowdin</c>.</summary>
internal sealed record MethodSettings
{
    public LabelLimits Limits { get; init; } = new();

    public ChargeScheme Charges { get; init; }

    /// <exception cref="PotentialGrammarException">A value is wrong.</exception>
    public static MethodSettings Of(PotentialArguments options) => new()
    {
        Limits = LabelLimits.Of(options),
        Charges = options.Text("charges")?.ToLowerInvariant() switch
        {
            null or "mulliken" => ChargeScheme.Mulliken,
            "lowdin" => ChargeScheme.Lowdin,
            var other => throw options.Error("charges", $"'{other}' is no scheme of charges known here; there are mulliken and lowdin."),
        },
    };
}
