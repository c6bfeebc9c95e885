using System.CommandLine;
using System.Globalization;
using Athanor.Campaigns;

namespace Athanor.App;

/// <summary>What the command line says instead of the campaign's file.</summary>
sealed class CampaignOptions
{
    readonly Option<int?> _workers = new("--workers") { HelpName = "n", Description = "Oracle workers in this process; 0 where all are started by 'athanor worker'" };

    readonly Option<string[]> _budget = new("--budget") { HelpName = "labels=200", Description = "Another budget than the file's: labels=N, time=10m, target=0.01 (eV/Å); may be repeated" };

    public IEnumerable<Option> All => [_workers, _budget];

    /// <exception cref="UsageException">It is no budget.</exception>
    public CampaignSettings Apply(Call call, CampaignSettings settings)
    {
        if (call.Get(_workers) is { } workers)
            settings = settings with { Workers = workers is >= 0 and <= 256 ? workers : throw new UsageException($"--workers is a number from 0 to 256, not {workers}.") };
        foreach (var text in (call.Get(_budget) ?? []).SelectMany(b => b.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            settings = settings with { Budget = With(settings.Budget, text) };
        return settings;
    }

    static BudgetSettings With(BudgetSettings budget, string text)
    {
        var at = text.IndexOf('=');
        var (key, value) = at > 0 ? (text[..at], text[(at + 1)..]) : (text, "");
        return key switch
        {
            "labels" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var labels) && labels > 0 => budget with { Labels = labels },
            "time" when value.Length > 0 => budget with { Time = DurationText.Read("--budget time", value) },
            "target" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var target) && target > 0 => budget with { Target = target },
            _ => throw new UsageException($"--budget takes labels=200, time=10m or target=0.01 (eV/Å), not '{text}'."),
        };
    }
}
