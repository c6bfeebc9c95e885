using System.Globalization;
using System.Text;

namespace Athanor.Potentials.Dispersion;

/// <summary>Names of dispersion corrections as the grammar reads them.</summary>
static class DispersionNotation
{
    internal const string Kind = "d3";

    /// <summary>A correction fitted to a functional; what the settings have otherwise is said in its name.</summary>
    internal static DispersionPotential Create(PublishedDamping.Entry? fitted, DispersionSettings settings)
    {
        var name = new StringBuilder(Kind + ":");
        name.Append(fitted?.Name);
        void Say(string key, double value, double? otherwise)
        {
            if (value != otherwise)
                name.Append(name[^1] == ':' ? "" : ",").Append(CultureInfo.InvariantCulture, $"{key}={value}");
        }
        var d = settings.Damping;
        Say("s6", d.S6, fitted?.S6 ?? 1);
        Say("s8", d.S8, fitted?.S8);
        Say("a1", d.A1, fitted?.A1);
        Say("a2", d.A2, fitted?.A2);
        if (settings.ThreeBody)
            name.Append(",atm=true");
        Say("cutoff", settings.PairCutoff, DispersionSettings.DefaultPairCutoff);
        Say("cutoff3", settings.TripleCutoff, DispersionSettings.DefaultTripleCutoff);
        Say("cn-cutoff", settings.CoordinationCutoff, DispersionSettings.DefaultCoordinationCutoff);
        if (settings.SwitchStart is { } start)
            Say("switch", start, null);
        return new DispersionPotential(name.ToString(), settings, fitted is null ? "no paper: given by hand" : d == fitted.Damping ? fitted.Source : $"{fitted.Source}, but changed by hand");
    }
}
