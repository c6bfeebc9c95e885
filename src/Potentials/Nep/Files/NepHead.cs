using Athanor.Atoms;

namespace Athanor.Potentials.Nep;

/// <summary>Reads the head of a <c>nep.txt</c>: the lines before the numbers, in their fixed order.</summary>
/// <param name="lines">At the beginning of the file; afterwards at the first number.</param>
sealed class NepHead(NepLines lines)
{
    // Far above what NEP_CPU and GPUMD have room for (120 neurons, 17 basis functions, some 20 channels): beyond, a head is a mistake and not a model.
    const int MostNeurons = 4096, MostFunctions = 64, MostL = 8;

    // Models have 3 to 10 Å.
    const double LongestCutoff = 20;

    /// <exception cref="PotentialException">It is no head of a potential.</exception>
    internal NepForm Read()
    {
        var (version, chargeMode, hasZbl, elements) = First();
        var zbl = hasZbl ? Zbl() : null;
        var (radial, angular, room) = Cutoffs(elements.Length);
        var channels = Two("n_max", 0, MostFunctions - 1);
        var basis = Two("basis_size", 0, MostFunctions - 1);
        var (l, invariants) = Largest();
        var neurons = Neurons();
        var form = new NepForm
        {
            Version = version,
            ChargeMode = chargeMode,
            Elements = [.. elements],
            Zbl = zbl,
            RadialCutoffs = [.. radial],
            AngularCutoffs = [.. angular],
            RadialChannels = channels.First + 1,
            AngularChannels = channels.Second + 1,
            RadialBasis = basis.First + 1,
            AngularBasis = basis.Second + 1,
            LMax = l,
            Invariants = invariants,
            Neurons = neurons,
            NeighbourRoom = room,
        };
        if (form.NumberCount > Array.MaxLength / sizeof(double))
            throw lines.Error($"a model of these sizes has {form.NumberCount} numbers, more than can be read.");
        return form;
    }

    (int Version, int ChargeMode, bool HasZbl, Element[] Elements) First()
    {
        var words = lines.NextWords();
        if (words.Length == 0)
            throw lines.Error("the file is empty; a nep.txt begins as 'nep4 1 Si'.");
        var (version, chargeMode, hasZbl) = Tag(words[0]);
        var count = words.Length > 1 ? lines.Whole(words[1]) : 0;
        if (count < 1 || count > NepZbl.ElementCount || words.Length != count + 2)
            throw lines.Error($"after '{words[0]}' the number of elements and then as many symbols are expected, as in 'nep4 2 Te Pb'; there are {words.Length - 1} words.");
        var elements = new Element[count];
        for (var t = 0; t < count; t++)
        {
            if (!Element.TryParse(words[t + 2], out elements[t]) || elements[t].Symbol != words[t + 2] || elements[t].AtomicNumber > NepZbl.ElementCount)
                throw lines.Error($"'{NepLines.Shown(words[t + 2])}' is not the symbol of an element from H to Pu.");
            if (elements.AsSpan(0, t).Contains(elements[t]))
                throw lines.Error($"{elements[t]} stands twice among the elements.");
        }
        return (version, chargeMode, hasZbl, elements);
    }

    (int Version, int ChargeMode, bool HasZbl) Tag(string tag)
    {
        if (!tag.StartsWith("nep", StringComparison.Ordinal))
            throw lines.Error($"the file begins with '{NepLines.Shown(tag)}'; a nep.txt begins with nep3, nep4 or nep5.");
        var parts = tag.Split('_');
        var version = parts[0] switch
        {
            "nep3" => 3,
            "nep4" => 4,
            "nep5" => 5,
            _ => throw lines.Error($"'{NepLines.Shown(parts[0])}' is no version that is known here (nep3, nep4, nep5). Models of the first two versions must be trained anew with GPUMD."),
        };
        var rest = parts.AsSpan(1);
        var hasZbl = rest.Length > 0 && rest[0] == "zbl";
        if (hasZbl)
            rest = rest[1..];
        if (rest.Length == 0)
            return (version, 0, hasZbl);
        var what = string.Join("_", rest.ToArray());
        return what switch
        {
            "charge1" or "charge2" or "charge3" when version == 4 => (version, what[^1] - '0', hasZbl),
            "dipole" => throw lines.Error("this is a model of dipoles, which gives no energy; a potential begins with nep3, nep4 or nep5, with or without _zbl."),
            "polarizability" => throw lines.Error("this is a model of polarisabilities, which gives no energy; a potential begins with nep3, nep4 or nep5, with or without _zbl."),
            "temperature" => throw lines.Error("the energy of this model depends on the temperature of a thermostat, which a structure does not have; such models run in GPUMD only."),
            _ => throw lines.Error($"'{NepLines.Shown(tag)}' is not known here: potentials are nep3, nep4 and nep5, with or without _zbl, and nep4_charge1 to 3."),
        };
    }

    NepZbl Zbl()
    {
        var words = Line("zbl", "zbl 1 2");
        if (words.Length is not (3 or 4))
            throw lines.Error($"'zbl' is followed by two distances and, in some models, by a factor for covalent radii; there are {words.Length - 1} numbers.");
        double inner = lines.Real(words[1]), outer = lines.Real(words[2]);
        double? factor = words.Length == 4 ? lines.Real(words[3]) : null;
        if (inner == 0 && outer == 0)
            return new NepZbl { Inner = 0, Outer = 0 };
        if (!(inner >= 0 && inner < outer && outer <= LongestCutoff))
            throw lines.Error($"ZBL cannot be switched off between {words[1]} and {words[2]} Å; the first must be the smaller one, from 0 on.");
        if (factor is <= 0)
            throw lines.Error($"the factor for covalent radii must be above zero, not {words[3]}.");
        return new NepZbl { Inner = inner, Outer = outer, RadiusFactor = factor };
    }

    (double[] Radial, double[] Angular, (int, int) Room) Cutoffs(int species)
    {
        var words = Line("cutoff", "cutoff 5 4 100 60");
        if (words.Length == 8)
            throw lines.Error("a 'cutoff' line of eight words is of files from before December 2025, whose cutoffs followed from covalent radii; current programs have given it up. Train the model anew, or run it with the GPUMD of its time.");
        if (words.Length != 5 && words.Length != 2 * species + 3)
            throw lines.Error($"'cutoff' is followed by two distances, or two for each of the {species} elements, and then two numbers of neighbours; there are {words.Length - 1} numbers.");
        double[] radial = new double[species], angular = new double[species];
        for (var t = 0; t < species; t++)
        {
            var at = words.Length == 5 ? 1 : 2 * t + 1;
            (radial[t], angular[t]) = (Cutoff(words[at]), Cutoff(words[at + 1]));
        }
        return (radial, angular, (lines.Whole(words[^2]), lines.Whole(words[^1])));
    }

    double Cutoff(string word)
    {
        var cutoff = lines.Real(word);
        return cutoff is > 0 and <= LongestCutoff ? cutoff : throw lines.Error($"a cutoff lies above 0 and up to {LongestCutoff} Å; {NepLines.Shown(word)} does not.");
    }

    /// <summary>L and the extra invariants, in the older encoding (l of the first extra) or the newer (flags).</summary>
    (int L, NepInvariants Invariants) Largest()
    {
        var words = Line("l_max", "l_max 4 2 1");
        if (words.Length is < 4 or > 8)
            throw lines.Error($"'l_max' is followed by three to seven numbers, not by {words.Length - 1}.");
        var l = Within(words[1], "the largest l", 0, MostL);
        int[] flags = [.. words.Skip(2).Select(lines.Whole)];
        if (flags[0] is not (0 or 1))
        {
            if (flags[0] != 2 || flags[1] is not (0 or 1) || flags.Skip(2).Any(f => f != 0))
                throw lines.Error("after its first number 'l_max' has 2 0 or 2 1, or six numbers that are 0 or 1; other invariants are not known.");
            flags[0] = 1;
        }
        var invariants = NepInvariants.None;
        for (var f = 0; f < flags.Length; f++)
        {
            if (flags[f] is not (0 or 1))
                throw lines.Error("after its first number 'l_max' has 2 0 or 2 1, or six numbers that are 0 or 1; other invariants are not known.");
            invariants |= (NepInvariants)(flags[f] << f);
        }
        return (l, invariants);
    }

    int Neurons()
    {
        var words = Line("ANN", "ANN 50 0");
        if (words.Length != 3)
            throw lines.Error($"'ANN' is followed by the number of neurons and a zero; there are {words.Length - 1} numbers.");
        return Within(words[1], "the number of neurons", 1, MostNeurons);
    }

    (int First, int Second) Two(string keyword, int least, int most)
    {
        var words = Line(keyword, $"{keyword} 4 4");
        return words.Length == 3
            ? (Within(words[1], $"'{keyword}'", least, most), Within(words[2], $"'{keyword}'", least, most))
            : throw lines.Error($"'{keyword}' is followed by two numbers, radial and angular; there are {words.Length - 1}.");
    }

    int Within(string word, string what, int least, int most)
    {
        var value = lines.Whole(word);
        return value >= least && value <= most ? value : throw lines.Error($"{what} must lie between {least} and {most}; it is {value}.");
    }

    string[] Line(string keyword, string example)
    {
        var words = lines.NextWords();
        return words.Length > 0 && words[0] == keyword
            ? words
            : throw lines.Error($"here a line as '{example}' is expected, {(words.Length == 0 ? "but the file ends" : $"not '{NepLines.Shown(words[0])}'")}.");
    }
}
