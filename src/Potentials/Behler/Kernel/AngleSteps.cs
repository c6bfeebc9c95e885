namespace Athanor.Potentials.Behler;

enum AngleStepKind
{
    /// <summary>y = (1 + λc)/2 from c.</summary>
    Base,

    /// <summary>The square of an earlier step.</summary>
    Square,

    /// <summary>The square of an earlier step times y.</summary>
    SquareTimesBase,

    /// <summary>A whole power of y.</summary>
    WholePower,

    /// <summary>A real power of y.</summary>
    RealPower,
}

/// <summary>One step in making powers of y. Its result goes to the slot of its own number.</summary>
/// <param name="Base">Slot of y.</param>
/// <param name="From">Slot that is squared.</param>
/// <param name="Number">λ of the base, or the exponent.</param>
readonly record struct AngleStep(AngleStepKind Kind, int Base, int From, double Number);

/// <summary>
/// How the angular parts of a group are made from one another: the usual ζ of 1, 2, 4, 8, 16 each cost one multiplication, since y^2ζ is the square of y^ζ.
/// </summary>
sealed class AngleSteps
{
    readonly int[] _slot;

    /// <param name="minus">0 for y^ζ, 1 for y^(ζ−1), which derivatives want.</param>
    internal AngleSteps(IReadOnlyList<AnglePart> parts, int minus)
    {
        var steps = new List<AngleStep>();
        _slot = new int[parts.Count];
        BaseSlot = new int[parts.Count];
        foreach (var sign in Enumerable.Range(0, parts.Count).GroupBy(a => parts[a].Lambda))
        {
            var first = steps.Count;
            steps.Add(new AngleStep(AngleStepKind.Base, first, first, sign.Key));
            var made = new Dictionary<double, int>();
            if (minus == 0)
                made[1] = first;
            foreach (var a in sign.OrderBy(a => parts[a].Zeta))
            {
                var zeta = parts[a].Zeta;
                BaseSlot[a] = first;
                if (!made.TryGetValue(zeta, out _slot[a]))
                {
                    _slot[a] = made[zeta] = steps.Count;
                    steps.Add(StepTo(zeta, minus, first, made));
                }
            }
        }
        Steps = [.. steps];
    }

    internal AngleStep[] Steps { get; }

    /// <summary>Where the y of a part is.</summary>
    internal int[] BaseSlot { get; }

    /// <summary>Where the power of a part is.</summary>
    internal int SlotOf(int part) => _slot[part];

    static AngleStep StepTo(double zeta, int minus, int first, Dictionary<double, int> made)
    {
        if (made.TryGetValue(zeta / 2, out var half))
            return new AngleStep(minus == 0 ? AngleStepKind.Square : AngleStepKind.SquareTimesBase, first, half, zeta);
        var kind = zeta == Math.Floor(zeta) ? AngleStepKind.WholePower : AngleStepKind.RealPower;
        return new AngleStep(kind, first, first, zeta - minus);
    }
}
